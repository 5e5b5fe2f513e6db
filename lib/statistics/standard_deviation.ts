import { mean, UserError } from "../base/mod.ts";
import { roundingOf, withoutRounding } from "./rounding.ts";

/**
 * The standard deviation of a sample, with n - 1 in the denominator; 0 where they are equal but for rounding errors.
 *
 * @throws UserError where there are fewer than two values.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(standardDeviation([1, 2, 3]), 1);
 * ```
 */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) {
    throw new UserError(`Standard deviation: expected at least two values but found ${values.length}.`);
  }
  // Equal values have exactly the same distance from the first.
  const exact = withoutRounding(values, roundingOf(values));
  const distances = exact.map((value) => value - exact[0]);
  const centre = mean(distances);
  const sum = distances.reduce((total, distance) => total + (distance - centre) ** 2, 0);
  return Math.sqrt(sum / (values.length - 1));
}
