/** Rows of forest plots from comparisons over seeds: methods with their means, and claims with what was observed. */
import { collectionLabel, encoderLabel, familyOf, type MeasureName, NO_ENCODER } from "../runs/mod.ts";
import {
  type Claim,
  type Comparison,
  type JudgedClaim,
  placeOf,
  seedEstimate,
  type SeedGroup,
} from "../studies/mod.ts";
import type { ForestRow } from "./forest.ts";
import { styleOf } from "./method_style.ts";
import { colourOf } from "./theme.ts";

export interface MethodMarksOptions {
  /** Default nDCG@10. */
  readonly measure?: MeasureName;
  /** What was not trained, to stand beside it: BM25 with every encoder of its collection. Default none. */
  readonly untrained?: readonly SeedGroup[];
}

/** Each method at the learning rate that dev picked, the best first; intervals are over queries and seeds. */
export function methodMarks(
  comparisons: readonly Comparison[],
  { measure = "nDCG@10", untrained = [] }: MethodMarksOptions = {},
): ForestRow[] {
  return comparisons.flatMap((comparison) => {
    const { collection, encoder, methods } = comparison;
    const baselines = untrained.filter(({ config }) =>
      collectionLabel(config) === collection &&
      (config.encoder === NO_ENCODER || encoderLabel(config) === encoder)
    );
    return [...methods.map(({ picked }) => picked), ...baselines].map((group) => ({
      panel: placeOf(comparison),
      label: group.label,
      family: familyOf(group.config.method),
      marker: styleOf(group.config.method).marker,
      value: seedEstimate(group, { measure }),
    })).sort((a, b) => b.value.mean - a.value.mean);
  });
}

/** The colour of a verdict: that of a family which is never drawn beside it. */
const families: Readonly<Record<string, string>> = {
  "supported": "distributed",
  "contradicted": "adaptive",
  "equivalent within ±0.02": "static",
  "undecided": "untrained",
};

/** The differences that claims rest on, a row each; ratios, such as of cost, are left out. */
export function claimMarks(
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
