import type { GradeOptions } from "./options.ts";
import { countRelevant } from "./relevant.ts";

/**
 * R-precision: the precision after as many ranks as there are relevant passages; trec_eval's `Rprec`.
 *
 * @param ranking Relevance grades in rank order, 0 or less where unjudged; length k.
 * @param judged Grades of all judged passages of the query, in any order.
 * @returns A value in [0, 1]; 0 where nothing relevant is judged.
 * @see Buckley & Voorhees, Retrieval System Evaluation, in TREC: Experiment and Evaluation, 2005.
 *
 * @example Of two relevant passages one is among the first two
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(rPrecision([0, 1, 1], [1, 1, 0]), 1 / 2);
 * ```
 */
export function rPrecision(
  ranking: ArrayLike<number>,
  judged: ArrayLike<number>,
  { minGrade = 1 }: GradeOptions = {},
): number {
  const relevant = countRelevant(judged, minGrade);
  return relevant > 0 ? countRelevant(ranking, minGrade, relevant) / relevant : 0;
}
