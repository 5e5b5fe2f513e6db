import { UserError } from "../base/mod.ts";
import { meanDifference, pairedDifferences } from "./differences.ts";
import { logGamma } from "./log_gamma.ts";
import { standardDeviation } from "./standard_deviation.ts";

/** How large a difference is relative to its spread over the queries. */
export interface EffectSize {
  /** Cohen's d for paired values: mean difference over the standard deviation of the differences. */
  readonly cohen: number;
  /** Hedges' g: the same without the bias of small samples. */
  readonly hedges: number;
}

/**
 * Effect sizes of the difference of two systems, standardised by the differences ("d_z").
 *
 * @param a Values of one system by query.
 * @param b Values of the other for the same queries in the same order.
 * @returns 0 where all differences are 0; infinite where they are all the same and not 0, but for rounding errors.
 * @throws UserError where the lengths differ or there are fewer than two values.
 * @see Cohen, Statistical Power Analysis for the Behavioral Sciences, 1988, section 2.3.5.
 * @see Hedges, Distribution Theory for Glass's Estimator of Effect Size, J. Educational Statistics 6(2), 1981.
 *
 * @example Differences 1, 2 and 3
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(effectSize([1, 2, 3], [0, 0, 0]).cohen, 2);
 * ```
 */
export function effectSize(a: ArrayLike<number>, b: ArrayLike<number>): EffectSize {
  const paired = pairedDifferences(a, b);
  const { length } = paired.differences;
  if (length < 2) throw new UserError(`Effect size: expected at least two queries but found ${length}.`);
  const difference = meanDifference(paired);
  const cohen = difference === 0 ? 0 : difference / standardDeviation(paired.differences);
  const degrees = length - 1;
  return { cohen, hedges: degrees === 1 ? 0 : cohen * unbiased(degrees) };
}

/** Hedges' J(m) = Γ(m / 2) / (√(m / 2) Γ((m - 1) / 2)), which approaches 0 as m approaches 1. */
function unbiased(m: number): number {
  return Math.exp(logGamma(m / 2) - logGamma((m - 1) / 2)) / Math.sqrt(m / 2);
}
