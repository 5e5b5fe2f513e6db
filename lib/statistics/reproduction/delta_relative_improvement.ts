import { mean, UserError } from "../../base/mod.ts";
import { orZero, roundingOf } from "../rounding.ts";
import type { Improvement } from "./improvement.ts";

/**
 * Delta relative improvement: by how much the relative improvement over a baseline is smaller than in the original.
 *
 * @returns RI - RI', where RI = (mean of the system - mean of the baseline) / mean of the baseline: 0 where both
 * are the same, negative where the reproduction improves more.
 * @throws UserError where the mean of a baseline is 0.
 * @see Breuer et al., How to Measure the Reproducibility of System-oriented IR Experiments, SIGIR 2020.
 *
 * @example An improvement of 100 % became one of 50 %
 * ```ts
 * import assert from "node:assert/strict";
 * const original = { advanced: [0.5], baseline: [0.25] };
 * assert.equal(deltaRelativeImprovement(original, { advanced: [0.75], baseline: [0.5] }), 0.5);
 * ```
 */
export function deltaRelativeImprovement(original: Improvement, reproduced: Improvement): number {
  return relativeImprovement(original) - relativeImprovement(reproduced);
}

function relativeImprovement({ advanced, baseline }: Improvement): number {
  const level = orZero(mean(baseline), roundingOf(baseline));
  if (level === 0) {
    throw new UserError(
      "Delta relative improvement: expected a baseline with a mean other than 0 but found 0.",
    );
  }
  return (mean(advanced) - level) / level;
}
