/** MPNet's buckets of relative positions, each with one attention bias a head (as in T5, Raffel et al. 2020). */

/** Buckets in all; half of them for keys behind the query, half for keys ahead. */
export const RELATIVE_BUCKETS = 32;

/** From this distance on, all share a side's last bucket. */
const LONGEST = 128;

/**
 * The bucket of a relative position. Near distances have one each, farther ones share logarithmically wider ones.
 *
 * @param distance Position of the key minus that of the query, an integer.
 * @returns From 0 to 31: below 16 at or behind the query, from 16 ahead of it.
 *
 * @example A key seven tokens back, and one thirty ahead
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(relativeBucket(-7), 7);
 * assert.equal(relativeBucket(30), 27);
 * ```
 */
export function relativeBucket(distance: number): number {
  const side = RELATIVE_BUCKETS / 2;
  const exact = side / 2;
  const n = Math.abs(distance);
  // exact + log(n / exact) / log(LONGEST / exact) * (side - exact)
  const wide = exact + Math.trunc(Math.log2(n / exact) / Math.log2(LONGEST / exact) * (side - exact));
  return (distance > 0 ? side : 0) + (n < exact ? n : Math.min(wide, side - 1));
}
