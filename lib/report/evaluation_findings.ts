/** What queries, ties, unjudged passages and the choice of a measure do to conclusions, side by side. */
import {
  dropped,
  isSignificant,
  type Leaderboard,
  type Places,
  span,
  swappable,
  type TieEffect,
  type Unjudged,
  unjudgedMeasures,
} from "../evaluation/mod.ts";
import { enumerated, list } from "./findings.ts";
import { decimalsInWords } from "../figures/mod.ts";

/** What was found in each part. */
export interface EvaluationParts {
  readonly boards: readonly Leaderboard[];
  readonly ties: readonly TieEffect[];
  readonly unjudged: readonly Unjudged[];
  readonly places: readonly Places[];
}

/** One line for each part, as Markdown. */
export function evaluationFindings({ boards, ties, unjudged, places }: EvaluationParts): string {
  const neighbours = boards.flatMap((board) => board.neighbours);
  const gaps = neighbours.map(({ difference }) => difference.mean);
  const different = neighbours.filter(isSignificant).length;
  const scope = `Measured on ${
    enumerated(boards.map(({ collection, queries, standings }) =>
      `${collection} (${queries} queries, ${standings.length} systems)`
    ))
  }. Intervals and tests are over queries; other queries, judges or systems may say otherwise.`;
  return [
    scope,
    list([
      `**Queries:** ${
        different || "None"
      } of ${neighbours.length} pairs of neighbours on the leaderboards differ ` +
      `significantly. The median step from one place to the next is ${median(gaps).toFixed(3)}.`,
      tiesLine(ties),
      unjudgedLine(unjudged, gaps),
      measuresLine(places),
    ]),
  ].join("\n\n");
}

function tiesLine(ties: readonly TieEffect[]): string {
  const ours = ties.filter(({ measure }) => measure === "nDCG@10");
  const collections = [...new Set(ours.map(({ collection }) => collection))];
  const steps = [...new Set(ours.map(({ decimals }) => decimals))].map((decimals) => {
    const mine = ours.filter((effect) => effect.decimals === decimals);
    const groups = collections.map((name) => mine.filter(({ collection }) => collection === name));
    const swapped = groups.flatMap(swappable).length;
    const pairs = groups.reduce((sum, { length }) => sum + length * (length - 1) / 2, 0);
    const scores = decimals === null ? "with scores as they are" : `rounded to ${decimalsInWords(decimals)}`;
    const widest = Math.max(...mine.map(span));
    return `${scores} by up to ${
      widest.toFixed(3)
    }, which could swap ${swapped} of ${pairs} pairs of systems`;
  });
  return `**Ties:** their order moves a system's nDCG@10 ${steps.join("; ")}.`;
}

function unjudgedLine(unjudged: readonly Unjudged[], gaps: readonly number[]): string {
  const rows = unjudged.flatMap(({ rows }) => rows);
  const [full, ...others] = unjudgedMeasures;
  const moved = others.map((measure) => {
    const count = rows.filter(({ places }) => places[measure] !== places[full]).length;
    return `${count} of ${rows.length} places by ${measure}`;
  });
  const losses = rows.map(dropped);
  const fallen = rows.filter(({ places, unpooledPlaces }) => unpooledPlaces[full] > places[full]).length;
  return `**Unjudged passages:** against ${full} there change ${
    enumerated(moved)
  }. Had it come after the judging, a ` +
    `system would lose ${Math.min(...losses).toFixed(3)} to ${
      Math.max(...losses).toFixed(3)
    } of ${full}, the median ` +
    `loss more than ${
      stepsBelow(gaps, median(losses))
    }, and ${fallen} of ${rows.length} would fall at least a place.`;
}

function measuresLine(places: readonly Places[]): string {
  const orders = places.flatMap(({ tau, measures }) =>
    measures.filter((measure) => measure !== "nDCG@10").map((measure) => tau[measure])
  );
  const same = orders.filter((tau) => tau === 1).length;
  const firsts = places.map(({ collection, measures, systems }) => {
    const counts = systems.map(({ system, places }) => ({
      system,
      count: measures.filter((measure) => places[measure] === 1).length,
    })).filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
    return `${collection} ${enumerated(counts.map(({ system, count }) => `${system} (${count})`))}`;
  });
  return `**Measures:** ${same || "none"} of ${orders.length} orders by another measure or cut-off ${
    same === 1 ? "is" : "are"
  } that by nDCG@10, and tau with it is at least ${
    Math.min(...orders).toFixed(2)
  }. First, with the number of measures: ${firsts.join("; ")}.`;
}

/** How many of the steps between neighbours are smaller. */
function stepsBelow(gaps: readonly number[], value: number): string {
  return `${gaps.filter((gap) => gap < value).length} of ${gaps.length} steps between neighbours`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b), middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
