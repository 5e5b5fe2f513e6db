/** A trial of a run: the same with a share of its steps, to see in a hundredth of the time that all of it works. */
import type { RunConfig } from "../runs/mod.ts";

/**
 * A run with a share of its steps, at least one; it is validated where the run itself is, and at its end. What trains
 * nothing stays as it is.
 *
 * @param scale In (0, 1]; 1 is the run itself.
 *
 * @example A hundredth of 20,000 steps
 * ```ts
 * import assert from "node:assert/strict";
 * import { smokeConfigs } from "../runs/configs_for_tests.ts";
 * const [{ training, ...config }] = smokeConfigs;
 * const run = { ...config, training: { ...training!, steps: 20_000, validateAt: [0, 100, 1000, 20_000] } };
 * const trial = trialOf(run, 0.01);
 * assert.deepEqual([trial.scale, trial.training!.steps], [0.01, 200]);
 * assert.deepEqual(trial.training!.validateAt, [0, 100, 200]);
 * ```
 */
export function trialOf(run: RunConfig, scale: number): RunConfig {
  const { training } = run;
  if (!training || scale === 1) return run;
  const steps = Math.max(1, Math.round(scale * training.steps));
  const validateAt = [...training.validateAt.filter((step) => step < steps), steps];
  const warmupSteps = Math.round(scale * training.warmupSteps);
  return { ...run, scale, training: { ...training, steps, warmupSteps, validateAt } };
}
