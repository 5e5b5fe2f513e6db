import { checkPValues } from "./p_values.ts";

/**
 * Bonferroni's correction of p-values for the number of tests.
 *
 * @param pValues In any order.
 * @returns Each times the number of tests, at most 1. Holm's correction ({@linkcode holm}) keeps the same level and
 *   finds more.
 * @throws UserError for a value outside [0, 1].
 * @see Dunn, Multiple Comparisons Among Means, JASA 56, 1961.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(bonferroni([0.25, 0.75]), [0.5, 1]);
 * ```
 */
export function bonferroni(pValues: readonly number[]): number[] {
  checkPValues("Bonferroni", pValues);
  return pValues.map((p) => Math.min(1, p * pValues.length));
}
