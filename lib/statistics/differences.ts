import { mean, UserError } from "../base/mod.ts";
import { orZero, roundingOf, withoutRounding } from "./rounding.ts";

/** Differences of two systems, and what of them is rounding error. */
export interface PairedDifferences {
  /** By query; those of the same size but for a rounding error have exactly the same size. */
  readonly differences: Float64Array;
  /** Rounding errors of a difference, or of a mean of differences, are at most this large. */
  readonly rounding: number;
}

/**
 * Differences of two systems, query by query. What differs from 0, or from another difference, by a rounding error is
 * equal to it.
 *
 * @param a Values of one system by query.
 * @param b Values of the other for the same queries in the same order.
 * @throws UserError where the lengths differ or a value is not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.notEqual(0.6 - 0.5, 0.2 - 0.1);
 * const [first, second] = differences([0.6, 0.2], [0.5, 0.1]);
 * assert.equal(first, second);
 * ```
 */
export function differences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  return pairedDifferences(a, b).differences;
}

/** The same, with the size of the rounding errors. */
export function pairedDifferences(a: ArrayLike<number>, b: ArrayLike<number>): PairedDifferences {
  if (a.length !== b.length) {
    throw new UserError(
      `Paired comparison: expected values for the same queries but found ${a.length} and ${b.length}.`,
    );
  }
  for (const values of [a, b]) {
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) {
        throw new UserError(
          `Paired comparison: expected finite values but found ${values[i]}, query ${i + 1}.`,
        );
      }
    }
  }
  const rounding = roundingOf(a, b);
  return {
    differences: withoutRounding(Float64Array.from(a, (value, i) => value - b[i]), rounding),
    rounding,
  };
}

/** The mean difference; 0 where it is a rounding error. */
export function meanDifference({ differences, rounding }: PairedDifferences): number {
  return orZero(mean(differences), rounding);
}
