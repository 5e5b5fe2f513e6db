import type { RelevanceOptions } from "./options.ts";

/**
 * Reciprocal rank: one over the rank of the first relevant passage; trec_eval's `recip_rank`.
 *
 * @param ranking Relevance grades in rank order, 0 or less where unjudged; length k.
 * @returns A value in [0, 1]; 0 where nothing relevant is found.
 * @see Kantor & Voorhees, The TREC-5 Confusion Track, Information Retrieval 2, 2000.
 *
 * @example The first relevant passage is at rank 3
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(reciprocalRank([0, 0, 2, 1]), 1 / 3);
 * ```
 */
export function reciprocalRank(ranking: ArrayLike<number>, options: RelevanceOptions = {}): number {
  const { cutoff = Infinity, minGrade = 1 } = options;
  const depth = Math.min(cutoff, ranking.length);
  for (let i = 0; i < depth; i++) if (ranking[i] >= minGrade) return 1 / (i + 1);
  return 0;
}
