import { generator, UserError } from "../base/mod.ts";
import { meanDifference, pairedDifferences } from "./differences.ts";

export interface RandomisationOptions {
  /** Seed of the exchanges. */
  seed: number;
  /** Number of random exchanges; default 10,000. */
  permutations?: number;
}

export interface RandomisationResult {
  /** The mean difference; positive where the first system is better. */
  readonly difference: number;
  /** Two-sided; at least 1 / (permutations + 1). */
  readonly p: number;
}

/**
 * Fisher's randomisation test of the mean difference of two systems: how often is it as large when a coin decides for
 * each query whether its two values are exchanged?
 *
 * @param a Values of one system by query.
 * @param b Values of the other for the same queries in the same order.
 * @throws UserError where the lengths differ, there are no values, or for options out of range.
 * @see Smucker, Allan & Carterette, A comparison of statistical significance tests for IR evaluation, CIKM 2007.
 * @see Phipson & Smyth, Permutation P-values Should Never Be Zero, 2010: why 1 is added.
 *
 * @example Two equal systems
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(randomisationTest([0.1, 0.7], [0.1, 0.7], { seed: 1 }), { difference: 0, p: 1 });
 * ```
 */
export function randomisationTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: RandomisationOptions,
): RandomisationResult {
  const { seed, permutations = 10_000 } = options;
  if (!(Number.isSafeInteger(permutations) && permutations > 0)) {
    throw new UserError(`Randomisation test: expected permutations above 0 but found ${permutations}.`);
  }
  const random = generator(seed);
  const both = pairedDifferences(a, b);
  const { differences: paired, rounding } = both;
  const difference = meanDifference(both);
  // The same sum in another order must count as equal.
  const threshold = paired.length * (Math.abs(difference) * (1 - 1e-10) - rounding);
  let asLarge = 0;
  for (let k = 0; k < permutations; k++) {
    let sum = 0;
    let coins = 0;
    for (let i = 0; i < paired.length; i++) {
      coins = i % 32 === 0 ? random.uint32() : coins >>> 1;
      sum += coins & 1 ? paired[i] : -paired[i];
    }
    if (Math.abs(sum) >= threshold) asLarge++;
  }
  // p = (1 + exchanges at least as large) / (1 + exchanges)
  return { difference, p: (1 + asLarge) / (1 + permutations) };
}
