/**
 * The logarithm of the gamma function.
 *
 * @param x Above 0.
 * @returns ln Γ(x), to about 14 digits.
 * @see Lanczos, A precision approximation of the gamma function, SIAM J. Numer. Anal. B 1, 1964; coefficients for
 * g = 7, n = 9 as computed by Godfrey.
 *
 * @example Γ(5) = 4!
 * ```ts
 * import assert from "node:assert/strict";
 * assert.ok(Math.abs(logGamma(5) - Math.log(24)) < 1e-14);
 * ```
 */
export function logGamma(x: number): number {
  // Γ(x) = Γ(x + 1) / x keeps the approximation in its accurate range.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  const shifted = x + 6.5;
  let sum = COEFFICIENTS[0];
  for (let k = 1; k < COEFFICIENTS.length; k++) sum += COEFFICIENTS[k] / (x - 1 + k);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(shifted) - shifted + Math.log(sum);
}

const COEFFICIENTS = [
  0.99999999999980993,
  676.5203681218851,
  -1259.1392167224028,
  771.32342877765313,
  -176.61502916214059,
  12.507343278686905,
  -0.13857109526572012,
  9.9843695780195716e-6,
  1.5056327351493116e-7,
];
