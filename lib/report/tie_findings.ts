/** What ties do to conclusions, as tables and Markdown. */
import { disagreements, ROUNDING, SEEN, shift, span, swappable, type TieEffect } from "../evaluation/mod.ts";
import { enumerated, list } from "./findings.ts";
import type { TableRow } from "./table.ts";
import { precision } from "../figures/mod.ts";
import { percent } from "../base/mod.ts";

/** For each measure and rounding: where ties matter most, and what they can do to the order of systems. */
export function tieRows(effects: readonly TieEffect[]): TableRow[] {
  return groups(effects).map(({ collection, measure, decimals, group }) => {
    const widest = [...group].sort((a, b) => span(b) - span(a))[0];
    const moved = [...group].sort((a, b) => shift(b) - shift(a))[0];
    return {
      collection,
      scores: precision(decimals),
      measure,
      "best − worst, at most": span(widest),
      "of": span(widest) > ROUNDING ? widest.system : "–",
      "trec_eval − run's order, at most": shift(moved),
      "pairs ordered otherwise": disagreements(group).length,
      "pairs that ties can swap": swappable(group).length,
    };
  });
}

/** How far ties move each measure and whether systems change places, as Markdown. */
export function tieFindings(effects: readonly TieEffect[]): string {
  const asGiven = effects.filter(({ decimals }) => decimals === null);
  const tied = [
    ...new Map(asGiven.map((effect) => [`${effect.collection} ${effect.system}`, effect])).values(),
  ]
    .filter(({ tied }) => tied >= 0.01);
  const first = tied.length
    ? `As they are in the runs, scores tie in ${
      enumerated(
        tied.map(({ collection, system, tied }) =>
          `${percent(tied)} of ${system}'s first ${SEEN} ranks (${collection})`
        ),
      )
    }; in the other runs, hardly ever.`
    : `As they are in the runs, scores hardly ever tie within the first ${SEEN} ranks.`;
  const collections = [...new Set(effects.map(({ collection }) => collection))];
  const items = collections.flatMap((name) => {
    const mine = effects.filter(({ collection }) => collection === name);
    return [...new Set(mine.map(({ decimals }) => decimals))].map((decimals) =>
      `**${name}, ${scoresInWords(decimals)}**: ` +
      whatTiesDo(mine.filter((effect) => effect.decimals === decimals))
    );
  });
  return [first, list(items)].join("\n\n");
}

/** One collection at one rounding, by all measures. */
function whatTiesDo(effects: readonly TieEffect[]): string {
  const byMeasure = groups(effects);
  const systems = byMeasure[0].group.length;
  const ranges = byMeasure.flatMap(({ measure, group }) => {
    const widest = [...group].sort((a, b) => span(b) - span(a))[0];
    return span(widest) > ROUNDING ? [`${measure} by ${span(widest).toFixed(3)} (${widest.system})`] : [];
  });
  const pairs = [...new Set(byMeasure.flatMap(({ group }) => swappable(group)))];
  const measuresByPair = new Map<string, string[]>();
  for (const { measure, group } of byMeasure) {
    for (const pair of disagreements(group)) {
      measuresByPair.set(pair, [...measuresByPair.get(pair) ?? [], measure]);
    }
  }
  const other = [...measuresByPair].map(([pair, measures]) => `${pair} by ${enumerated(measures)}`);
  return [
    ranges.length
      ? `from the worst order of ties to the best is, at most, ${enumerated(ranges)}. `
      : "no measure moves. ",
    pairs.length
      ? `Ties alone could swap ${pairs.length} of ${systems * (systems - 1) / 2} pairs of systems${
        few(pairs)
      }`
      : "No two systems could be swapped",
    other.length
      ? `; trec_eval's rule and the runs' own order do disagree on ${other.length}${few(other)}.`
      : ".",
  ].join("");
}

/** Which they are, where they are few. */
function few(names: readonly string[]): string {
  return names.length > 3 ? "" : ` (${enumerated(names)})`;
}

function groups(effects: readonly TieEffect[]) {
  const keys = [
    ...new Set(
      effects.map(({ collection, decimals, measure }) => JSON.stringify([collection, decimals, measure])),
    ),
  ];
  return keys.map((key) => {
    const [collection, decimals, measure] = JSON.parse(key) as [string, number | null, string];
    const group = effects.filter((effect) =>
      effect.collection === collection && effect.decimals === decimals && effect.measure === measure
    );
    return { collection, decimals, measure, group };
  });
}

function scoresInWords(decimals: number | null): string {
  return decimals === null ? "scores as in the runs" : `scores rounded to ${precision(decimals)}`;
}
