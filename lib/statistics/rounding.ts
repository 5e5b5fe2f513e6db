/**
 * What counts as equal: the same value computed in another order differs by a rounding error.
 *
 * Rounding errors grow with the values that were subtracted, so that they are a share of the largest of these.
 */

/** Differences up to this share of the largest value are rounding errors; measures lie between 0 and 1. */
export const ROUNDING = 1e-12;

/** What rounding errors of some lists of values amount to at most. */
export function roundingOf(...lists: readonly ArrayLike<number>[]): number {
  let largest = 0;
  for (const values of lists) {
    for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  }
  return ROUNDING * largest;
}

/** A value, or 0 where it is a rounding error. */
export function orZero(value: number, rounding: number): number {
  return Math.abs(value) <= rounding ? 0 : value;
}

/**
 * Values of which those that differ by a rounding error, in size, have exactly the same size.
 *
 * @param rounding The largest rounding error; sizes up to it become 0.
 *
 * @example Twice the same difference
 * ```ts
 * import assert from "node:assert/strict";
 * const [a, b] = withoutRounding([0.6 - 0.5, 0.1 - 0.2], 1e-12);
 * assert.equal(a, -b);
 * ```
 */
export function withoutRounding(values: ArrayLike<number>, rounding: number): Float64Array {
  const ascending = Uint32Array.from({ length: values.length }, (_, i) => i)
    .sort((i, j) => Math.abs(values[i]) - Math.abs(values[j]));
  const exact = new Float64Array(values.length);
  let size = 0;
  for (const i of ascending) {
    const own = Math.abs(values[i]);
    if (own - size > rounding) size = own;
    exact[i] = size === 0 ? 0 : Math.sign(values[i]) * size;
  }
  return exact;
}
