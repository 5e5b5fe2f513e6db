/**
 * The probability that a standard normal variable is at least as far from 0 as `z`, on either side.
 *
 * @returns P(|Z| >= |z|)
 *
 * @example Within two standard deviations are 95 % of the draws
 * ```ts
 * import assert from "node:assert/strict";
 * assert.ok(Math.abs(normalTails(1.959963984540054) - 0.05) < 1e-14);
 * ```
 */
export function normalTails(z: number): number {
  const x = Math.abs(z);
  // φ(x), the density
  const density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  if (x < 3) {
    // P(|Z| < x) = 2 φ(x) (x + x^3/3 + x^5/(3·5) + …)
    let term = x, sum = x;
    for (let k = 3; term > sum * 1e-17; k += 2) sum += term *= x * x / k;
    return Math.max(0, 1 - 2 * density * sum);
  }
  // P(|Z| >= x) = 2 φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))); 200 levels are exact from 3 on.
  let fraction = x;
  for (let k = 200; k > 0; k--) fraction = x + k / fraction;
  return 2 * density / fraction;
}
