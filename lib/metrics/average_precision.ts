import type { RelevanceOptions } from "./options.ts";
import { countRelevant } from "./relevant.ts";

/**
 * Average precision: the mean, over all relevant passages, of the precision at each one's rank, 0 for those that
 * are not found; trec_eval's `map`, and `map_cut` with a cut-off.
 *
 * @param ranking Relevance grades in rank order, 0 or less where unjudged; length k.
 * @param judged Grades of all judged passages of the query, in any order.
 * @returns A value in [0, 1]; 0 where nothing relevant is judged.
 * @see Harman, Evaluation issues in information retrieval, Information Processing & Management 28(4), 1992.
 *
 * @example Of three relevant passages two are found, first and third
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(averagePrecision([1, 0, 2], [2, 1, 1, 0]), (1 / 1 + 2 / 3) / 3);
 * ```
 */
export function averagePrecision(
  ranking: ArrayLike<number>,
  judged: ArrayLike<number>,
  { cutoff = Infinity, minGrade = 1 }: RelevanceOptions = {},
): number {
  const depth = Math.min(cutoff, ranking.length);
  let found = 0;
  let sum = 0;
  for (let i = 0; i < depth; i++) if (ranking[i] >= minGrade) sum += ++found / (i + 1);
  return found > 0 ? sum / countRelevant(judged, minGrade) : 0;
}
