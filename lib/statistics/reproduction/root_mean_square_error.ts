import { differences } from "../differences.ts";
import { mean } from "../../base/mod.ts";

/**
 * Root mean square error of a reproduction's values, by query.
 *
 * @param original Values of the original by query.
 * @param reproduced Values of the reproduction for the same queries in the same order.
 * @returns √(mean of the squared differences), in the unit of the values; 0 where both are the same.
 * @throws UserError where the lengths differ or there are no values.
 * @see Breuer et al., How to Measure the Reproducibility of System-oriented IR Experiments, SIGIR 2020.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(rootMeanSquareError([0.5, 0.5], [0.25, 0.75]), 0.25);
 * ```
 */
export function rootMeanSquareError(original: ArrayLike<number>, reproduced: ArrayLike<number>): number {
  return Math.sqrt(mean(differences(original, reproduced).map((difference) => difference ** 2)));
}
