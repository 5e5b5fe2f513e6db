import { UserError } from "../base/mod.ts";
import type { CutoffOptions } from "./options.ts";

export interface NDCGOptions extends CutoffOptions {
  /** The gain of a grade g: g, as in trec_eval, or 2^g - 1 (Burges et al., 2005). Default "linear". */
  gain?: "linear" | "exponential";
}

/**
 * Normalised discounted cumulative gain; trec_eval's `ndcg`, and `ndcg_cut` with a cut-off, which cuts the ideal
 * ranking too.
 *
 * @param ranking Relevance grades in rank order, 0 or less where unjudged; length k.
 * @param judged Grades of all judged passages of the query, in any order: they make the ideal ranking.
 * @returns A value in [0, 1]; 0 where nothing relevant is judged.
 * @throws UserError for exponential gain on a grade above 1000.
 * @see Järvelin & Kekäläinen, Cumulated gain-based evaluation of IR techniques, TOIS 20(4), 2002.
 *
 * @example Of two relevant passages the lesser one is found, second
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(nDCG([0, 1], [2, 1, 0]), (1 / Math.log2(3)) / (2 + 1 / Math.log2(3)));
 * assert.equal(nDCG([1], [2], { gain: "exponential" }), 1 / 3);
 * ```
 */
export function nDCG(
  ranking: ArrayLike<number>,
  judged: ArrayLike<number>,
  { cutoff = Infinity, gain = "linear" }: NDCGOptions = {},
): number {
  const best = descending(judged);
  if (gain === "exponential" && best[0] > 1000) {
    throw new UserError(`nDCG: expected grades up to 1000 for exponential gain but found ${best[0]}`);
  }
  const exponential = gain === "exponential";
  const ideal = discountedGain(best, cutoff, exponential);
  return ideal > 0 ? discountedGain(ranking, cutoff, exponential) / ideal : 0;
}

/** DCG = sum over ranks r = 1, 2, … of gain_r / log2(r + 1) */
function discountedGain(grades: ArrayLike<number>, cutoff: number, exponential: boolean): number {
  const depth = Math.min(cutoff, grades.length);
  let sum = 0;
  for (let i = 0; i < depth; i++) {
    const grade = grades[i];
    if (grade > 0) sum += (exponential ? 2 ** grade - 1 : grade) / Math.log2(i + 2);
  }
  return sum;
}

/** The grades, highest first; the same array where they are already sorted. */
function descending(grades: ArrayLike<number>): ArrayLike<number> {
  for (let i = 1; i < grades.length; i++) {
    if (grades[i] > grades[i - 1]) return Float64Array.from(grades).sort().reverse();
  }
  return grades;
}
