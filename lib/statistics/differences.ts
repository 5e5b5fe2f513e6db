import { UserError } from "../base/mod.ts";

/**
 * Differences of two systems, query by query.
 *
 * @param a Values of one system by query.
 * @param b Values of the other for the same queries in the same order.
 * @throws UserError where the lengths differ.
 */
export function differences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  if (a.length !== b.length) {
    throw new UserError(
      `Paired comparison: expected values for the same queries but found ${a.length} and ${b.length}.`,
    );
  }
  return Float64Array.from(a, (value, i) => value - b[i]);
}
