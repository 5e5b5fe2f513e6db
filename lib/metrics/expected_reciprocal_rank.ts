import { UserError } from "../base/mod.ts";
import type { CutoffOptions } from "./options.ts";

export interface ExpectedReciprocalRankOptions extends CutoffOptions {
  /** The highest grade of the scale; default 4, as in TREC's `gdeval.pl`. */
  maxGrade?: number;
}

/**
 * Expected reciprocal rank: one over the rank at which a reader stops, if a passage of grade g satisfies the reader
 * with probability (2^g - 1) / 2^maxGrade.
 *
 * @param ranking Relevance grades in rank order, 0 or less where unjudged; length k.
 * @returns A value in [0, 1).
 * @throws UserError where a grade is above the highest one.
 * @see Chapelle, Metzler, Zhang & Grinspan, Expected reciprocal rank for graded relevance, CIKM 2009.
 *
 * @example Each passage satisfies half of the readers who come to it
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(expectedReciprocalRank([1, 1], { maxGrade: 1 }), 1 / 2 + (1 / 2) * (1 / 2) / 2);
 * ```
 */
export function expectedReciprocalRank(
  ranking: ArrayLike<number>,
  { cutoff = Infinity, maxGrade = 4 }: ExpectedReciprocalRankOptions = {},
): number {
  const depth = Math.min(cutoff, ranking.length);
  let reading = 1;
  let sum = 0;
  for (let i = 0; i < depth; i++) {
    const grade = ranking[i];
    if (grade <= 0) continue;
    if (grade > maxGrade) {
      throw new UserError(
        `ERR: expected grades up to ${maxGrade} but found ${grade}; ERR(max_rel=${grade}) has a longer scale`,
      );
    }
    const satisfied = 2 ** (grade - maxGrade) - 2 ** -maxGrade;
    sum += reading * satisfied / (i + 1);
    reading *= 1 - satisfied;
  }
  return sum;
}
