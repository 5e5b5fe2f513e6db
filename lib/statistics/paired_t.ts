import { UserError } from "../base/mod.ts";
import { meanDifference, pairedDifferences } from "./differences.ts";
import { standardDeviation } from "./standard_deviation.ts";
import { studentTails } from "./student_t.ts";

export interface TTestResult {
  /** The mean difference; positive where the first system is better. */
  readonly difference: number;
  /** The difference in standard errors; infinite where all are the same and not 0, but for rounding errors. */
  readonly t: number;
  /** Degrees of freedom: queries less one. */
  readonly degrees: number;
  /** Two-sided: P(|T| >= |t|) for Student's t; 1 where all differences are 0. */
  readonly p: number;
}

/**
 * Student's paired t-test of the mean difference of two systems.
 *
 * @param a Values of one system by query.
 * @param b Values of the other for the same queries in the same order.
 * @throws UserError where the lengths differ or there are fewer than two values.
 * @see Student, The Probable Error of a Mean, Biometrika 6, 1908.
 *
 * @example Differences 1, 2 and 3: their mean is 2, its standard error 1 / √3
 * ```ts
 * import assert from "node:assert/strict";
 * const { t, degrees, p } = pairedTTest([1, 2, 3], [0, 0, 0]);
 * assert.ok(Math.abs(t - 2 * Math.sqrt(3)) < 1e-14);
 * assert.equal(degrees, 2);
 * assert.equal(p.toFixed(4), "0.0742");
 * ```
 */
export function pairedTTest(a: ArrayLike<number>, b: ArrayLike<number>): TTestResult {
  const paired = pairedDifferences(a, b);
  const { length } = paired.differences;
  if (length < 2) throw new UserError(`Paired t-test: expected at least two queries but found ${length}.`);
  const difference = meanDifference(paired);
  const degrees = length - 1;
  const error = standardDeviation(paired.differences) / Math.sqrt(length);
  // t = mean / (s / √n)
  const t = difference === 0 ? 0 : difference / error;
  return { difference, t, degrees, p: studentTails(t, degrees) };
}
