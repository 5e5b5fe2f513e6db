/** Systems with unjudged passages counted in several ways. */
import { CONDENSED, FULL, type Unjudged } from "../evaluation/mod.ts";
import type { Figure } from "./figure.ts";
import { dotFigure } from "./dots.ts";

/** Two collections or more: nDCG@10 with unjudged passages as not relevant, and with them left out. */
export function condensedFigure(all: readonly Unjudged[]): Figure {
  const rows = all.flatMap(({ collection, rows }) =>
    rows.map(({ system, means }) => ({ panel: collection, system, values: [means[FULL], means[CONDENSED]] }))
  );
  return dotFigure(rows, {
    title: "Unjudged passages: not relevant, or left out?",
    subtitle: `${FULL} of the ranking, and of the ranking without its unjudged passages`,
    x: FULL,
    marks: [{ name: "unjudged is not relevant", symbol: "circle" }, {
      name: "unjudged is left out",
      symbol: "circle-open",
    }],
  });
}

/** What each system would lose, had it come after the judging. */
export function unpooledFigure(all: readonly Unjudged[]): Figure {
  const rows = all.flatMap(({ collection, rows }) =>
    rows.map(({ system, means, unpooled }) => ({
      panel: collection,
      system,
      values: [means[FULL], unpooled[FULL], unpooled[CONDENSED]],
    }))
  );
  return dotFigure(rows, {
    title: "Had a system come after the judging",
    subtitle: "without the judgements of what it alone has among its first ten",
    x: FULL,
    marks: [
      { name: "all judgements", symbol: "circle" },
      { name: "without its own", symbol: "circle-open" },
      { name: "without its own, unjudged left out", symbol: "diamond-open" },
    ],
  });
}
