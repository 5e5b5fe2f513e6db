/** Rows of forest plots from comparisons over seeds: methods with their means, and claims with what was observed. */
import { familyOf, type MeasureName } from "../runs/mod.ts";
import { type Claim, type Comparison, type JudgedClaim, placeOf, seedEstimate } from "../studies/mod.ts";
import type { ForestRow } from "./forest.ts";
import { styleOf } from "./method_style.ts";
import { colourOf } from "./theme.ts";

/** Each method at the learning rate that dev picked, the best first; intervals are over queries and seeds. */
export function methodRows(comparisons: readonly Comparison[], measure: MeasureName): ForestRow[] {
  return comparisons.flatMap((comparison) =>
    comparison.methods.map(({ label, picked }) => ({
      panel: placeOf(comparison),
      label,
      family: familyOf(picked.config.method),
      marker: styleOf(picked.config.method).marker,
      value: seedEstimate(picked, { measure }),
    })).sort((a, b) => b.value.mean - a.value.mean)
  );
}

/** The colour of a verdict: that of a family which is never drawn beside it. */
const families: Readonly<Record<string, string>> = {
  "supported": "distributed",
  "contradicted": "adaptive",
  "equivalent within ±0.02": "static",
  "undecided": "untrained",
};

/** The differences that claims rest on, a row each; ratios, such as of cost, are left out. */
export function claimRows(
  judged: readonly (Pick<JudgedClaim, "evidence" | "verdict"> & {
    readonly claim: Pick<Claim, "id" | "expectation">;
  })[],
): ForestRow[] {
  return judged.flatMap(({ claim, evidence, verdict }) =>
    claim.expectation.kind === "between" ? [] : evidence.map((value, i): ForestRow => {
      const family = families[verdict.each[i]];
      const color = colourOf(family);
      return {
        panel: value.place,
        label: `${claim.id}: ${value.label}`,
        family,
        marker: { symbol: "circle", color, line: { color, width: 1.6 } },
        value,
      };
    })
  );
}
