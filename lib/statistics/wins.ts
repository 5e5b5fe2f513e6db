import { differences } from "./differences.ts";

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
 * @param b Values of the other for the same queries in the same order. A rounding error is
 * a tie.
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
  const wins = paired.filter((difference) => difference > 0).length;
  const losses = paired.filter((difference) => difference < 0).length;
  return { wins, ties: paired.length - wins - losses, losses };
}
