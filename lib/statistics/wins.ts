import { differences } from "./differences.ts";

/**
 * Differences up to this size are rounding errors: the same value computed in another order. Measures lie between 0
 * and 1.
 */
export const ROUNDING = 1e-12;

/** On how many queries a system is better than another, equal, and worse. */
export interface Wins {
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
}

/**
 * Counts the queries on which one system is better than the other.
 *
 * @param a Values of one system by query.
 * @param b Values of the other for the same queries in the same order. A difference of at most
 * {@linkcode ROUNDING} is a tie.
 * @throws UserError where the lengths differ.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(winsTiesLosses([0.5, 0.1, 0.3], [0.4, 0.1, 0.1]), { wins: 2, ties: 1, losses: 0 });
 * ```
 */
export function winsTiesLosses(a: ArrayLike<number>, b: ArrayLike<number>): Wins {
  const paired = differences(a, b);
  const wins = paired.filter((difference) => difference > ROUNDING).length;
  const losses = paired.filter((difference) => difference < -ROUNDING).length;
  return { wins, ties: paired.length - wins - losses, losses };
}
