import type { CutoffOptions } from "./options.ts";

/**
 * Normalised discounted cumulative gain, with the grade itself as gain, as in trec_eval.
 *
 * @param ranking Relevance grades in rank order, 0 where unjudged; length k.
 * @param judged Grades of all judged passages of the query, in any order: they make the ideal ranking.
 * @returns A value in [0, 1]; 0 where nothing relevant is judged.
 * @see Järvelin & Kekäläinen, Cumulated gain-based evaluation of IR techniques, TOIS 20(4), 2002.
 *
 * @example Of two relevant passages the lesser one is found, second
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(nDCG([0, 1], [2, 1, 0]), (1 / Math.log2(3)) / (2 + 1 / Math.log2(3)));
 * ```
 */
export function nDCG(
  ranking: ArrayLike<number>,
  judged: ArrayLike<number>,
  options: CutoffOptions = {},
): number {
  const { cutoff = Infinity } = options;
  const ideal = discountedGain(Float64Array.from(judged).sort().reverse(), cutoff);
  return ideal > 0 ? discountedGain(ranking, cutoff) / ideal : 0;
}

/** DCG = sum over ranks r = 1, 2, … of grade_r / log2(r + 1) */
function discountedGain(grades: ArrayLike<number>, cutoff: number): number {
  const depth = Math.min(cutoff, grades.length);
  let sum = 0;
  for (let i = 0; i < depth; i++) if (grades[i] > 0) sum += grades[i] / Math.log2(i + 2);
  return sum;
}
