import { UserError } from "../base/mod.ts";

/**
 * Kendall's rank correlation of two lists, in each of which all values are different.
 *
 * @param x n values.
 * @param y n values; y[i] belongs to x[i].
 * @returns (concordant - discordant pairs) / all pairs, in [-1, 1].
 * @throws UserError where the lengths differ, or there are fewer than two values.
 * @see Kendall, A New Measure of Rank Correlation, Biometrika 30, 1938.
 * @see Knight, A Computer Method for Calculating Kendall's Tau with Ungrouped Data, JASA 61, 1966.
 *
 * @example One of three pairs is the other way round
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(kendallTau([1, 2, 3], [10, 30, 20]), 1 / 3);
 * ```
 */
export function kendallTau(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = x.length;
  if (n !== y.length || n < 2) {
    throw new UserError(
      `Kendall's tau: expected two lists of the same length, 2 or more, but found ${n} and ${y.length}.`,
    );
  }
  const byX = Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => x[i] - x[j]);
  const discordant = inversions(Float64Array.from(byX, (i) => y[i]), new Float64Array(n));
  const pairs = n * (n - 1) / 2;
  return (pairs - 2 * discordant) / pairs;
}

/** Merge sort that counts the pairs in descending order. */
function inversions(values: Float64Array, spare: Float64Array): number {
  const { length } = values;
  if (length < 2) return 0;
  const middle = length >> 1;
  const left = values.subarray(0, middle), right = values.subarray(middle);
  let count = inversions(left, spare.subarray(0, middle)) + inversions(right, spare.subarray(middle));
  for (let i = 0, j = 0, into = 0; into < length; into++) {
    if (j === right.length || i < left.length && left[i] <= right[j]) {
      spare[into] = left[i++];
    } else {
      spare[into] = right[j++];
      count += left.length - i;
    }
  }
  values.set(spare);
  return count;
}
