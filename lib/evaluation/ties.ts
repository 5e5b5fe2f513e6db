/** How much the order among passages of the same score can move a measure. */
import type { Qrels, Ranking, Run } from "../base/mod.ts";
import { evaluator } from "../metrics/mod.ts";
import type { JudgedCollection } from "./judged_collection.ts";

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
export const SEEN = 10;

/** Below it, two means are one. */
export const ROUNDING = 1e-12;

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
export function disagreements(group: readonly TieEffect[]): string[] {
  return group.flatMap((a, i) =>
    group.slice(i + 1).filter((b) =>
      (a.values.trec_eval - b.values.trec_eval) * (a.values.run - b.values.run) < 0
    ).map((b) => `${a.system} / ${b.system}`)
  );
}

export function shift({ values }: TieEffect): number {
  return Math.abs(values.trec_eval - values.run);
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
