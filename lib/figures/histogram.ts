/** Counts of numbers in bins of a round width. */

export interface Bins {
  /** Of each bin. */
  readonly width: number;
  /** Where the last bin ends. */
  readonly end: number;
}

export interface Histogram extends Bins {
  readonly centres: number[];
  readonly counts: number[];
}

/** About this many bins hold all but the largest hundredth. */
const BINS = 20;

/**
 * A histogram that starts at zero. The last bin also holds all larger values, so that a few extremes do not flatten the rest.
 *
 * @param values Not negative.
 * @param bins Of another histogram, to compare with it; default as the values need.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { width, centres, counts } = histogram([0, 1, 1, 39, 1000], { width: 20, end: 40 });
 * assert.deepEqual({ width, centres, counts }, { width: 20, centres: [10, 30], counts: [3, 2] });
 * ```
 */
export function histogram(values: ArrayLike<number>, bins: Bins = binsOf(values)): Histogram {
  const { width, end } = bins;
  const counts = new Array<number>(Math.round(end / width)).fill(0);
  for (let i = 0; i < values.length; i++) {
    counts[Math.min(counts.length - 1, Math.floor(values[i] / width))]++;
  }
  return { width, end, centres: counts.map((_, i) => (i + 0.5) * width), counts };
}

/** Bins of a width of 1, 2 or 5 times a power of ten. */
function binsOf(values: ArrayLike<number>): Bins {
  const sorted = Float64Array.from(values).sort();
  const most = sorted[Math.floor(0.99 * (sorted.length - 1))] ?? 0;
  const least = Math.max(1, (most + 1) / BINS);
  const power = 10 ** Math.floor(Math.log10(least));
  const width = power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
  return { width, end: width * (Math.floor(most / width) + 1) };
}
