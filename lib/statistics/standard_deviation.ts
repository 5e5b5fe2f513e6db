import { mean, UserError } from "../base/mod.ts";

/**
 * The standard deviation of a sample, with n - 1 in the denominator.
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
  const centre = mean(values);
  let sum = 0;
  // Equal values differ from their mean by its rounding error.
  const rounding = 4 * Number.EPSILON * Math.abs(centre);
  for (let i = 0; i < values.length; i++) {
    const distance = values[i] - centre;
    if (Math.abs(distance) > rounding) sum += distance * distance;
  }
  return Math.sqrt(sum / (values.length - 1));
}
