/**
 * A p-value that another program reads. One that is too small for a number comes out of the formulas as 0: it is then the
 * smallest number there is.
 *
 * @param differences By query, where the statistic is infinite if they are all the same, as Student's t is: p is 0 then.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(writtenP(0, [0.1, 0.2]), 5e-324);
 * assert.deepEqual([writtenP(0, [0.2, 0.2]), writtenP(0.5)], [0, 0.5]);
 * ```
 */
export function writtenP(p: number, differences: ArrayLike<number> = []): number {
  if (p !== 0) return p;
  let least = Infinity, most = -Infinity;
  for (let i = 0; i < differences.length; i++) {
    least = Math.min(least, differences[i]);
    most = Math.max(most, differences[i]);
  }
  // Differences that are the same may differ by a rounding error.
  return differences.length > 0 && most - least < 1e-12 ? 0 : Number.MIN_VALUE;
}
