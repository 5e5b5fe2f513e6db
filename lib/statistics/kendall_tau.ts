import { UserError } from "../base/mod.ts";
import { roundingOf, withoutRounding } from "./rounding.ts";

/**
 * Kendall's rank correlation of two lists, tau-b: values that are equal but for rounding errors are tied.
 *
 * @param x n values.
 * @param y n values; y[i] belongs to x[i].
 * @returns (concordant - discordant pairs) / √(pairs not tied in x · pairs not tied in y), in [-1, 1]; NaN where all
 *   values of a list are equal, as it has no order.
 * @throws UserError where the lengths differ, or there are fewer than two values.
 * @see Kendall, A New Measure of Rank Correlation, Biometrika 30, 1938; The Treatment of Ties in Ranking Problems,
 *   Biometrika 33, 1945.
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
  const [a, b] = [x, y].map((values) => withoutRounding(values, roundingOf(values)));
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => a[i] - a[j] || b[i] - b[j]);
  const sorted = (values: Float64Array) => Float64Array.from(order, (i) => values[i]);
  const pairs = n * (n - 1) / 2;
  const tiedInX = tiedPairs(sorted(a)), tiedInY = tiedPairs(b.slice().sort());
  const inOrder = sorted(b), xInOrder = sorted(a);
  const tiedInBoth = tiedPairs(inOrder, (i) => xInOrder[i] === xInOrder[i - 1]);
  const discordant = inversions(inOrder, new Float64Array(n));
  const untied = Math.sqrt(pairs - tiedInX) * Math.sqrt(pairs - tiedInY);
  if (untied === 0) return NaN;
  // concordant + discordant = pairs - tied in x or y
  const tau = (pairs - tiedInX - tiedInY + tiedInBoth - 2 * discordant) /
    (tiedInX === tiedInY ? pairs - tiedInX : untied);
  return Math.max(-1, Math.min(1, tau));
}

/**
 * Pairs of equal neighbours in a list whose equal values are neighbours.
 *
 * @param also What else two neighbours must share, by the position of the second.
 */
function tiedPairs(values: Float64Array, also: (i: number) => boolean = () => true): number {
  let tied = 0;
  for (let i = 1, same = 0; i < values.length; i++) {
    same = values[i] === values[i - 1] && also(i) ? same + 1 : 0;
    tied += same;
  }
  return tied;
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
