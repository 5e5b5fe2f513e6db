import { checkPValues } from "./p_values.ts";

/**
 * Holm's correction of p-values for the number of tests.
 *
 * @param pValues In any order.
 * @returns Adjusted p-values in that order: a test is significant at level alpha where its adjusted p-value is at
 *   most alpha.
 * @throws UserError for a value outside [0, 1].
 * @see Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scand. J. Statistics 6, 1979.
 *
 * @example The smallest is multiplied by the number of tests, the next by one less
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(holm([0.25, 0.125]), [0.25, 0.25]);
 * ```
 */
export function holm(pValues: readonly number[]): number[] {
  checkPValues("Holm", pValues);
  const ascending = [...pValues.keys()].sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  ascending.forEach((test, k) => {
    // the k-th smallest of m (from 0) times m - k, and never below one before it
    largest = Math.max(largest, Math.min(1, pValues[test] * (pValues.length - k)));
    adjusted[test] = largest;
  });
  return adjusted;
}
