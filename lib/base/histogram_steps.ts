/** The steps of a training whose histograms are kept: all of a short one, some of a long one. */

/** How many there are at most. */
export const MOST_HISTOGRAMS = 4096;

/**
 * Of how many steps one keeps its histograms, by the steps of the whole training.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual([20, 4096, 4097, 2_000_000].map(histogramsEvery), [1, 1, 2, 489]);
 * ```
 */
export function histogramsEvery(steps: number): number {
  return Math.max(1, Math.ceil(steps / MOST_HISTOGRAMS));
}

/**
 * Whether a step keeps its histograms: the first one does, and every n-th from there.
 *
 * @param step From 1.
 * @param steps Of the whole training.
 */
export function keepsHistograms(step: number, steps: number): boolean {
  return (step - 1) % histogramsEvery(steps) === 0;
}
