import type { RelevanceOptions } from "./options.ts";
import { countRelevant } from "./relevant.ts";

/**
 * Recall: the share of the relevant passages that is found; trec_eval's `recall`.
 *
 * @param ranking Relevance grades in rank order, 0 or less where unjudged; length k.
 * @param judged Grades of all judged passages of the query, in any order.
 * @returns A value in [0, 1]; 0 where nothing relevant is judged.
 * @see Cleverdon, Mills & Keen, Factors Determining the Performance of Indexing Systems, 1966.
 *
 * @example One of two relevant passages is among the first three
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(recall([0, 1, 0, 2], [2, 1, 0], { cutoff: 3 }), 1 / 2);
 * ```
 */
export function recall(
  ranking: ArrayLike<number>,
  judged: ArrayLike<number>,
  { cutoff, minGrade = 1 }: RelevanceOptions = {},
): number {
  const relevant = countRelevant(judged, minGrade);
  return relevant > 0 ? countRelevant(ranking, minGrade, cutoff) / relevant : 0;
}
