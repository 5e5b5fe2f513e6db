/** Numbers as people read them. */

/**
 * A number with its sign, for differences.
 *
 * @param digits Decimals; default 3.
 *
 * @example A true minus sign, as wide as the plus
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(signed(-0.0204), "−0.020");
 * assert.equal(signed(0.5, 1), "+0.5");
 * ```
 */
export function signed(value: number, digits = 3): string {
  return (value < 0 ? "−" : "+") + Math.abs(value).toFixed(digits);
}

/**
 * A share as a whole percentage.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(percent(0.135), "14 %");
 * ```
 */
export function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

/**
 * A mean with its interval.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(withInterval({ mean: 0.4801, low: 0.461, high: 0.499 }), "0.480 [0.461, 0.499]");
 * ```
 */
export function withInterval(value: { mean: number; low: number; high: number }, digits = 3): string {
  const [mean, low, high] = [value.mean, value.low, value.high].map((number) => number.toFixed(digits));
  return `${mean} [${low}, ${high}]`;
}

/**
 * A p-value to two significant digits; one of 0 has no digits, and is below all others.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual([0.25, 0.0042, 0.00002, 0].map(pValue), ["0.250", "0.0042", "2.0e-5", "< 0.0001"]);
 * ```
 */
export function pValue(p: number): string {
  if (p === 0) return "< 0.0001";
  return p >= 0.001 ? p.toFixed(p < 0.01 ? 4 : 3) : p.toExponential(1);
}
