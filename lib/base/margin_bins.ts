/** The bins of histograms of margins and targets, which are differences of cosines: the same in every log. */

export interface MarginBins {
  /** Where the first bin starts and the last ends. They also count what lies below and above. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export const marginBins: MarginBins = { low: -1, high: 1, count: 40 };

/** Counts of a batch in these bins. */
export interface MarginHistograms {
  readonly margins: readonly number[];
  /** Empty where the loss has no target. */
  readonly targets: readonly number[];
}

/**
 * Counts of numbers in the {@linkcode marginBins}; NaN is in none.
 *
 * @returns `[40]` whole numbers.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const counts = marginCounts([-3, 0, 0.04, 1, NaN]);
 * assert.deepEqual([counts[0], counts[20], counts[39], counts.length], [1, 2, 1, 40]);
 * ```
 */
export function marginCounts(numbers: ArrayLike<number>): number[] {
  const { low, high, count } = marginBins;
  const counts = new Array<number>(count).fill(0);
  for (let i = 0; i < numbers.length; i++) {
    if (Number.isNaN(numbers[i])) continue;
    const bin = Math.floor((numbers[i] - low) / (high - low) * count);
    counts[Math.max(0, Math.min(count - 1, bin))]++;
  }
  return counts;
}
