/** Where each curve reaches a level, and which share of a reference's cost that is. */
import { percent } from "../../base/mod.ts";
import type { Interval } from "../../statistics/mod.ts";
import { type ComparedMethod, comparedMethod, type Comparison, levelReached } from "../../studies/mod.ts";
import type { CurvesOptions } from "./curves_options.ts";
import { table } from "./table.ts";

export function levelTable(comparison: Comparison, options: CurvesOptions, level: number): HTMLElement {
  const reference = comparedMethod(comparison, options.reference ?? "");
  const rows = drawnMethods(comparison, options).map((method) => {
    const found = levelReached(comparison, method, reference ?? method, level, options);
    const missed = found.reached === found.seeds
      ? "before training"
      : `${found.reached} of ${found.seeds} seeds reach it`;
    return [
      method.label,
      found.cost ? withBounds(found.cost, (cost) => Math.round(cost).toLocaleString("en")) : missed,
      !reference
        ? "–"
        : method === reference
        ? found.cost ? "100 %" : "–"
        : found.share
        ? withBounds(found.share, percent)
        : "–",
    ];
  });
  return table(
    ["method", `${options.cost} until ${level.toFixed(3)}`, `share of ${options.reference ?? "–"}`],
    rows,
    {
      caption: `Where ${options.measure} ${level.toFixed(3)} is reached${
        options.bestSoFar ? "" : " and held"
      }: geometric mean over the seeds, with its 95 % interval`,
    },
  );
}

/** The points of the curves, for a file. */
export function drawnMethods(comparison: Comparison, { methods }: CurvesOptions): ComparedMethod[] {
  return methods.flatMap((label) => comparedMethod(comparison, label) ?? []);
}

function withBounds({ mean, low, high }: Interval, words: (value: number) => string): string {
  return Number.isFinite(high)
    ? `${words(mean)} [${words(low)}, ${words(high)}]`
    : `${words(mean)} (one seed)`;
}
