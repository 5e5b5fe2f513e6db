/** Numbers as people and other programs read them. */

/**
 * A number with a fixed number of decimals, without a sign where they are all 0; "inf", "−inf" or "n/a" where it is
 * infinite or undefined.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual([0.25, -Infinity, NaN].map((value) => fixed(value, 3)), ["0.250", "−inf", "n/a"]);
 * assert.equal(fixed(-0.0004, 3), "0.000");
 * ```
 */
export function fixed(value: number, digits: number): string {
  if (Number.isFinite(value)) {
    const text = value.toFixed(digits);
    return Number(text) === 0 ? text.replace("-", "") : text;
  }
  return Number.isNaN(value) ? "n/a" : value < 0 ? "−inf" : "inf";
}

/**
 * A value for a file that other programs read, for `JSON.stringify` too: numbers that JSON lacks are the texts "inf",
 * "-inf" and "n/a", where `JSON.stringify` would write null.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const text = JSON.stringify({ d: -Infinity, p: 0.5 }, (_, value) => finiteOrText(value));
 * assert.equal(text, '{"d":"-inf","p":0.5}');
 * ```
 */
export function finiteOrText<T>(value: T): T | string {
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  return fixed(value, 0).replace("−", "-");
}

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
  return Number.isNaN(value) ? "n/a" : (value < 0 ? "−" : "+") + fixed(Math.abs(value), digits);
}

/**
 * A number with what it counts.
 *
 * @param one What follows the number 1.
 * @param many What follows any other; default `one` with an s.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(counted(1, "query", "queries"), "1 query");
 * assert.equal(counted(1200, "run"), "1,200 runs");
 * assert.equal(counted(2, "run was stored", "runs were stored"), "2 runs were stored");
 * ```
 */
export function counted(number: number, one: string, many: string = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
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
  return Number.isNaN(share) ? "n/a" : `${fixed(100 * share, 0)} %`;
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
  const [mean, low, high] = [value.mean, value.low, value.high].map((number) => fixed(number, digits));
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
  if (Number.isNaN(p)) return "n/a";
  if (p === 0) return "< 0.0001";
  return p >= 0.001 ? p.toFixed(p < 0.01 ? 4 : 3) : p.toExponential(1);
}
