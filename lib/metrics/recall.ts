import type { RelevanceOptions } from "./options.ts";

/**
 * Recall: the share of the relevant passages that is found.
 *
 * @param ranking Relevance grades in rank order, 0 where unjudged; length k.
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
  options: RelevanceOptions = {},
): number {
  const { cutoff = Infinity, minGrade = 1 } = options;
  const relevant = countFrom(minGrade, judged, Infinity);
  return relevant > 0 ? countFrom(minGrade, ranking, cutoff) / relevant : 0;
}

function countFrom(minGrade: number, grades: ArrayLike<number>, cutoff: number): number {
  const depth = Math.min(cutoff, grades.length);
  let count = 0;
  for (let i = 0; i < depth; i++) if (grades[i] >= minGrade) count++;
  return count;
}
