import type { GradeOptions } from "./options.ts";
import { countRelevant } from "./relevant.ts";

/**
 * Binary preference: how rarely a passage judged not relevant is ranked above a relevant one; trec_eval's `bpref`.
 * Unjudged passages are ignored, so that incomplete judgements matter little.
 *
 * @param ranking Relevance grades in rank order, less than 0 where unjudged; length k.
 * @param judged Grades of all judged passages of the query, in any order.
 * @returns A value in [0, 1]; 0 where nothing relevant is judged.
 * @see Buckley & Voorhees, Retrieval Evaluation with Incomplete Information, SIGIR 2004; the denominator is that of
 *   trec_eval since version 8, min(R, N).
 *
 * @example The second of two relevant passages is below one judged not relevant; the unjudged one is ignored
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(bpref([1, -1, 0, 1], [1, 1, 0, 0]), (1 + (1 - 1 / 2)) / 2);
 * ```
 */
export function bpref(
  ranking: ArrayLike<number>,
  judged: ArrayLike<number>,
  { minGrade = 1 }: GradeOptions = {},
): number {
  const relevant = countRelevant(judged, minGrade);
  const bound = Math.min(relevant, judged.length - relevant);
  let above = 0;
  let sum = 0;
  // bpref = 1/R * sum over relevant r of 1 - min(judged not relevant above r, R) / min(N, R)
  for (let i = 0; i < ranking.length; i++) {
    if (ranking[i] >= minGrade) sum += above > 0 ? 1 - Math.min(above, relevant) / bound : 1;
    else if (ranking[i] >= 0) above++;
  }
  return relevant > 0 ? sum / relevant : 0;
}
