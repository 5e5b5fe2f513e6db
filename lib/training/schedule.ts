/** Learning-rate schedules: a linear warm-up, then the reference's slow decay, or a line to zero. */

export interface ScheduleOptions {
  /** The rate at the end of the warm-up. */
  learningRate: number;
  /** Steps of linear warm-up; 0 starts at the full rate. */
  warmupSteps: number;
  /** Factor for each step after the warm-up; the reference's is 0.99999. Default 1. */
  decay?: number;
  /** With a number of steps the rate falls linearly to zero at that step; default: it does not. */
  linearTo?: number;
}

/**
 * The learning rate of a step.
 *
 * @param step Counted from 0.
 *
 * @example Half way through the warm-up
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(learningRateAt(4, { learningRate: 1, warmupSteps: 10 }), 0.5);
 * ```
 */
export function learningRateAt(step: number, options: ScheduleOptions): number {
  const { learningRate, warmupSteps, decay = 1, linearTo } = options;
  if (step < warmupSteps) return learningRate * (step + 1) / warmupSteps;
  const after = step - warmupSteps;
  const line = linearTo === undefined ? 1 : Math.max(0, (linearTo - step) / (linearTo - warmupSteps));
  return learningRate * decay ** after * line;
}
