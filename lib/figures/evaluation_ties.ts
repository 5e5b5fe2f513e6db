/** How much the order among passages of the same score can move a measure. */
import { percent, type Qrels, type Ranking, type Run } from "../base/mod.ts";
import { evaluator } from "../metrics/mod.ts";
import type { JudgedCollection } from "./evaluation_collections.ts";
import { dotFigure, type DotRow } from "./evaluation_dots.ts";
import type { Figure } from "./figure.ts";
import { enumerated, list, type TableRow } from "../report/mod.ts";

/**
 * What comes first of two passages with the same score: the higher id (trec_eval's rule), the one that the run names
 * first, or the one judged more relevant (`best`) or less (`worst`).
 */
export const tieRules = ["trec_eval", "run", "best", "worst"] as const;
export type TieRule = typeof tieRules[number];

/** A run's value under every rule. */
export interface TieEffect {
  readonly collection: string;
  readonly system: string;
  readonly measure: string;
  /** To which the scores were rounded; null: as they are in the run. */
  readonly decimals: number | null;
  readonly values: Readonly<Record<TieRule, number>>;
  /** Share of the first ten ranks whose score another passage has too. */
  readonly tied: number;
}

export interface TieOptions {
  /** Measures for which a relevant passage before another is never worse; default nDCG@10, RR(rel=2)@10, AP(rel=2)@100. */
  measures?: readonly string[];
  /** Default: as they are, 3, 2 and 1. */
  decimals?: readonly (number | null)[];
}

const MEASURES = ["nDCG@10", "RR(rel=2)@10", "AP(rel=2)@100"];
const DECIMALS = [null, 3, 2, 1];
/** Ranks that a share of tied ones is told of. */
const SEEN = 10;
/** Below it, two means are one. */
const ROUNDING = 1e-12;

/**
 * Puts tied passages in another order, which the scores then say.
 *
 * @param options.decimals Scores are rounded to so many decimals first; default: they are not.
 */
export function orderTies(
  run: Run,
  qrels: Qrels,
  { rule, decimals = null }: { rule: Exclude<TieRule, "trec_eval">; decimals?: number | null },
): Run {
  return new Map([...run].map(([query, ranking]) => {
    const { ids } = ranking;
    const scores = roundedScores(ranking, decimals);
    const sign = { run: 0, best: 1, worst: -1 }[rule];
    const grades = ids.map((id) => Math.max(0, qrels.get(query)?.get(id) ?? 0));
    const order = [...ids.keys()].sort((a, b) =>
      scores[b] - scores[a] || sign * (grades[b] - grades[a]) || a - b
    );
    // Descending scores, all different, so that no rule is needed.
    return [query, { ids: order.map((i) => ids[i]), scores: Float64Array.from(order, (_, i) => -i) }];
  }));
}

/** Every run of a collection under every rule, at several roundings of its scores. */
export function tieEffects(
  { name, qrels, systems }: JudgedCollection,
  { measures = MEASURES, decimals = DECIMALS }: TieOptions = {},
): TieEffect[] {
  const evaluate = evaluator(qrels, { measures });
  return systems.flatMap(({ name: system, run }) =>
    decimals.flatMap((decimals) => {
      const rounded: Run = new Map([...run].map(([query, ranking]) => [
        query,
        { ids: ranking.ids, scores: roundedScores(ranking, decimals) },
      ]));
      const means = Object.fromEntries(tieRules.map((rule) => [
        rule,
        evaluate(rule === "trec_eval" ? rounded : orderTies(run, qrels, { rule, decimals })).means,
      ]));
      const tied = tiedShare(rounded);
      return measures.map((measure) => ({
        collection: name,
        system,
        measure,
        decimals,
        tied,
        values: Object.fromEntries(
          tieRules.map((rule) => [rule, means[rule][measure]]),
        ) as TieEffect["values"],
      }));
    })
  );
}

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

/** Best less worst. */
export function span({ values }: TieEffect): number {
  return values.best - values.worst;
}

/** Pairs of systems whose order depends on the order of ties: their ranges overlap, and some range is not a point. */
export function swappable(group: readonly TieEffect[]): string[] {
  return group.flatMap((a, i) =>
    group.slice(i + 1).filter((b) =>
      a.values.worst < b.values.best && b.values.worst < a.values.best && span(a) + span(b) > ROUNDING
    ).map((b) => `${a.system} / ${b.system}`)
  );
}

/** Pairs of systems that trec_eval's rule and the runs' own order put in different orders. */
function disagreements(group: readonly TieEffect[]): string[] {
  return group.flatMap((a, i) =>
    group.slice(i + 1).filter((b) =>
      (a.values.trec_eval - b.values.trec_eval) * (a.values.run - b.values.run) < 0
    ).map((b) => `${a.system} / ${b.system}`)
  );
}

function shift({ values }: TieEffect): number {
  return Math.abs(values.trec_eval - values.run);
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

function tiedShare(run: Run): number {
  let tied = 0, ranks = 0;
  for (const { scores } of run.values()) {
    const descending = scores.slice().sort().reverse();
    for (let i = 0; i < Math.min(SEEN, descending.length); i++, ranks++) {
      if (descending[i] === descending[i - 1] || descending[i] === descending[i + 1]) tied++;
    }
  }
  return tied / ranks;
}

function roundedScores({ scores }: Ranking, decimals: number | null): Float64Array {
  return decimals === null ? scores : scores.map((score) => Number(score.toFixed(decimals)));
}

function precision(decimals: number | null): string {
  return decimals === null ? "as in the run" : decimalsInWords(decimals);
}

/** `2 decimals` */
export function decimalsInWords(decimals: number): string {
  return `${decimals} decimal${decimals === 1 ? "" : "s"}`;
}

function scoresInWords(decimals: number | null): string {
  return decimals === null ? "scores as in the runs" : `scores rounded to ${precision(decimals)}`;
}
