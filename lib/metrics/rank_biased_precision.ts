import type { RelevanceOptions } from "./options.ts";

export interface RankBiasedPrecisionOptions extends RelevanceOptions {
  /** Probability that the reader goes on to the next rank, in [0, 1); default 0.8. */
  persistence?: number;
}

/**
 * Rank-biased precision: the rate at which a reader who goes on with probability p at each rank meets relevant
 * passages; trec_eval's `rbp` on qrels of two grades, there with p = 0.9.
 *
 * @param ranking Relevance grades in rank order, 0 or less where unjudged; length k.
 * @returns A value in [0, 1), a lower bound: what an endless ranking could add is not counted.
 * @see Moffat & Zobel, Rank-biased precision for measurement of retrieval effectiveness, TOIS 27(1), 2008.
 *
 * @example Relevant passages are at ranks 1 and 3
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(rankBiasedPrecision([1, 0, 1], { persistence: 0.5 }), 0.5 * (1 + 0.25));
 * ```
 */
export function rankBiasedPrecision(
  ranking: ArrayLike<number>,
  { cutoff = Infinity, minGrade = 1, persistence = 0.8 }: RankBiasedPrecisionOptions = {},
): number {
  const depth = Math.min(cutoff, ranking.length);
  let weight = 1;
  let sum = 0;
  // RBP = (1 - p) * sum over relevant ranks r of p^(r - 1)
  for (let i = 0; i < depth; i++) {
    if (ranking[i] >= minGrade) sum += weight;
    weight *= persistence;
  }
  return (1 - persistence) * sum;
}
