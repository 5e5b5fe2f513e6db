/** Two one-sided tests: is a difference so small that it does not matter? */
import { UserError } from "../base/mod.ts";
import { ROUNDING } from "./rounding.ts";

/** p-values from the resamples of a bootstrap. */
export interface Equivalence {
  /** Of the difference being at least as far from 0 as the margin, the larger of both sides. */
  readonly p: number;
  /** Whether p is at most alpha. */
  readonly equivalent: boolean;
}

/**
 * Tests whether a difference lies within ±margin, by two one-sided tests (TOST): each p-value is the share of resamples
 * beyond its bound. At alpha 0.05 this asks that the 90 % interval lies inside.
 *
 * @param resamples Means of resampled differences, in any order.
 * @param options.margin Above 0.
 * @param options.alpha Level of each test; default 0.05.
 * @throws UserError where there are no resamples, or for a margin that is not above 0.
 * @see Schuirmann, A Comparison of the Two One-Sided Tests Procedure and the Power Approach, J. Pharmacokinetics and
 *   Biopharmaceutics 15, 1987.
 *
 * @example Differences around 0.01 are within ±0.02
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(equivalenceTest(new Float64Array(100).fill(0.01), { margin: 0.02 }).equivalent, true);
 * ```
 */
export function equivalenceTest(
  resamples: ArrayLike<number>,
  { margin, alpha = 0.05 }: { margin: number; alpha?: number },
): Equivalence {
  if (resamples.length === 0 || !(margin > 0)) {
    throw new UserError(
      `Equivalence: expected resamples and a margin above 0 but found ${resamples.length} and ${margin}.`,
    );
  }
  // What is at the bound but for a rounding error is at the bound.
  const bound = margin * (1 - ROUNDING);
  let below = 0, above = 0;
  for (let i = 0; i < resamples.length; i++) {
    if (resamples[i] <= -bound) below++;
    if (resamples[i] >= bound) above++;
  }
  const p = shareOf(Math.max(below, above), resamples.length);
  return { p, equivalent: p <= alpha };
}

/**
 * The two-sided p-value of a difference from a value: twice the share of resamples on the far side of it.
 *
 * @param value Default 0.
 * @throws UserError where there are no resamples.
 */
export function differenceTest(resamples: ArrayLike<number>, value = 0): number {
  if (resamples.length === 0) throw new UserError("Difference: expected resamples but found none.");
  let below = 0, above = 0;
  for (let i = 0; i < resamples.length; i++) {
    if (resamples[i] <= value) below++;
    if (resamples[i] >= value) above++;
  }
  return Math.min(1, 2 * shareOf(Math.min(below, above), resamples.length));
}

/** A share that is never 0: the resamples are some of those that there could be (Davison & Hinkley 1997, 4.2). */
function shareOf(count: number, all: number): number {
  return (count + 1) / (all + 1);
}
