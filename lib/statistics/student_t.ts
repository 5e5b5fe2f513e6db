import { logGamma } from "./log_gamma.ts";

/**
 * The probability that Student's t is at least as far from 0 as `t`, on either side.
 *
 * @param t May be infinite.
 * @param degrees Degrees of freedom, above 0.
 * @returns P(|T| >= |t|)
 *
 * @example One degree of freedom is Cauchy's distribution
 * ```ts
 * import assert from "node:assert/strict";
 * assert.ok(Math.abs(studentTails(1, 1) - 0.5) < 1e-14);
 * ```
 */
export function studentTails(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return 0;
  // P(|T| >= |t|) = I_x(degrees / 2, 1 / 2) where x = degrees / (degrees + t^2)
  const square = t * t;
  return incompleteBeta(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5);
}

/** The t that is exceeded, on either side, with probability `tails`. */
export function studentQuantile(tails: number, degrees: number): number {
  let low = 0, high = 1;
  while (studentTails(high, degrees) > tails) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (studentTails(middle, degrees) > tails) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function I_x(a, b), with y = 1 - x. */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  // The continued fraction converges fast on one side of the mean, and I_x(a, b) = 1 - I_y(b, a).
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(y, x, b, a);
  const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(y);
  return Math.min(1, Math.exp(front) / (a * betaFraction(x, a, b)));
}

/**
 * 1 + d1/(1 + d2/(1 + …)) by Lentz's method, where I_x(a, b) = x^a y^b / (a B(a, b)) over it.
 *
 * @see Press, Teukolsky, Vetterling & Flannery, Numerical Recipes, section 6.4 (the formula); Lentz 1976.
 */
function betaFraction(x: number, a: number, b: number): number {
  let fraction = 1, c = 1, d = 0;
  for (let k = 1; k < 10_000; k++) {
    const m = k >> 1;
    const term = k % 2 === 1
      ? -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      : m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + term * d);
    c = nonZero(1 + term / c);
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return fraction;
}

/** A divisor that is never zero. */
function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
