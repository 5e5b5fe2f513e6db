import { UserError } from "../../base/mod.ts";
import { meanDifference, pairedDifferences } from "../differences.ts";
import type { Improvement } from "./improvement.ts";

/**
 * Effect ratio: how much of the original improvement over a baseline is reproduced.
 *
 * @returns Mean difference in the reproduction over the original mean difference: 1 where it is as large, above 1
 * where it is larger, at most 0 where there is none.
 * @throws UserError where the original has the same mean as its baseline.
 * @see Breuer et al., How to Measure the Reproducibility of System-oriented IR Experiments, SIGIR 2020.
 *
 * @example Half of the improvement
 * ```ts
 * import assert from "node:assert/strict";
 * const original = { advanced: [0.5, 1], baseline: [0.25, 0.75] };
 * assert.equal(effectRatio(original, { advanced: [0.5, 0.75], baseline: [0.25, 0.75] }), 0.5);
 * ```
 */
export function effectRatio(original: Improvement, reproduced: Improvement): number {
  const [effect, reproducedEffect] = [original, reproduced].map(({ advanced, baseline }) =>
    meanDifference(pairedDifferences(advanced, baseline))
  );
  if (effect === 0) {
    throw new UserError(
      "Effect ratio: expected the original to differ from its baseline in the mean but found no difference.",
    );
  }
  return reproducedEffect / effect;
}
