/** What ties do to systems, at several roundings of their scores. */
import { counted } from "../base/mod.ts";
import type { TieEffect } from "../evaluation/mod.ts";
import type { Figure } from "./figure.ts";
import { dotFigure, type DotRow } from "./dots.ts";

/** One collection by one measure: a panel for each rounding, from the worst case to the best. */
export function tiesFigure(
  effects: readonly TieEffect[],
  { measure = "nDCG@10", decimals = [null, 2, 1] }: {
    measure?: string;
    decimals?: readonly (number | null)[];
  } = {},
): Figure {
  const rows = decimals.flatMap((decimals) =>
    effects.filter((effect) => effect.measure === measure && effect.decimals === decimals).map((
      { system, values },
    ): DotRow => ({
      panel: precision(decimals),
      system,
      values: [values.trec_eval, values.run, values.worst, values.best],
    }))
  );
  return dotFigure(rows, {
    title: `${effects[0].collection}: ties and ${measure}`,
    subtitle: "lines reach from the worst to the best order of passages with the same score",
    x: measure,
    marks: [
      { name: "trec_eval's rule", symbol: "circle" },
      { name: "order of the run", symbol: "diamond-open" },
      { name: "worst and best case", symbol: "line-ns-open" },
      { name: "worst and best case", symbol: "line-ns-open" },
    ],
  });
}

export function precision(decimals: number | null): string {
  return decimals === null ? "as in the run" : decimalsInWords(decimals);
}

/** `2 decimals` */
export function decimalsInWords(decimals: number): string {
  return counted(decimals, "decimal");
}
