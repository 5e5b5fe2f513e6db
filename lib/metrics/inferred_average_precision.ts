import { NOT_POOLED } from "./judge.ts";
import type { GradeOptions } from "./options.ts";
import { countRelevant } from "./relevant.ts";

/** trec_eval's smoothing, for ranks above which nothing is judged. */
const EPSILON = 1e-5;

/**
 * Inferred average precision, where only a sample of the pool is judged: pooled but unjudged passages are assumed to
 * be relevant as often as the judged ones above the same rank; trec_eval's `infAP`.
 *
 * @param ranking Grades in rank order, `NOT_POOLED` or `NOT_JUDGED` where unjudged; length k.
 * @param judged Grades of all judged passages of the query, in any order.
 * @returns A value in [0, 1]; 0 where nothing relevant is judged.
 * @see Yilmaz & Aslam, Estimating Average Precision with Incomplete and Imperfect Judgments, CIKM 2006.
 *
 * @example With the whole pool judged, it is average precision, except for the smoothing
 * ```ts
 * import assert from "node:assert/strict";
 * assert.ok(Math.abs(inferredAveragePrecision([1, 0, 2], [2, 1, 0]) - (1 + 2 / 3) / 2) < 1e-5);
 * ```
 */
export function inferredAveragePrecision(
  ranking: ArrayLike<number>,
  judged: ArrayLike<number>,
  { minGrade = 1 }: GradeOptions = {},
): number {
  const relevant = countRelevant(judged, minGrade);
  let pooledAbove = 0, judgedAbove = 0, relevantAbove = 0;
  let sum = 0;
  for (let i = 0; i < ranking.length; i++) {
    const rank = i + 1;
    if (ranking[i] >= minGrade) {
      // E[P] = 1/r + (r-1)/r * pooled/(r-1) * relevant/judged, each among the passages above rank r
      const share = (relevantAbove + EPSILON) / (judgedAbove + 2 * EPSILON);
      sum += i === 0 ? 1 : 1 / rank + (pooledAbove / rank) * share;
      relevantAbove++;
    }
    if (ranking[i] >= 0) judgedAbove++;
    if (ranking[i] !== NOT_POOLED) pooledAbove++;
  }
  return relevant > 0 ? sum / relevant : 0;
}
