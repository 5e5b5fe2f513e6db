import { UserError } from "../base/mod.ts";

/** Resamples where nothing else is asked for. */
export const RESAMPLES = 10_000;

export interface BootstrapOptions {
  /** Seed of the resampling. */
  seed: number;
  /** Number of resamples; default 10,000. */
  resamples?: number;
  /** Share of the resampled means inside the interval; default 0.95. */
  confidence?: number;
}

/** A mean with its interval. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The percentile bootstrap: draws resamples, and cuts off equal shares of their means below and above.
 *
 * @param centre The mean of the original values.
 * @param draw Draws a resample and returns its mean.
 * @throws UserError for options out of range.
 * @see Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
 */
export function percentileInterval(
  centre: number,
  draw: () => number,
  options: Omit<BootstrapOptions, "seed">,
): Interval {
  const { resamples = RESAMPLES, confidence = 0.95 } = options;
  if (!(Number.isSafeInteger(resamples) && resamples > 0 && confidence > 0 && confidence < 1)) {
    throw new UserError(
      `Bootstrap: expected resamples above 0 and a confidence between 0 and 1 ` +
        `but found ${resamples} and ${confidence}.`,
    );
  }
  const means = Float64Array.from({ length: resamples }, draw).sort();
  const tail = (1 - confidence) / 2;
  return { mean: centre, low: quantile(means, tail), high: quantile(means, 1 - tail) };
}

/** A quantile, with linear interpolation (Hyndman & Fan 1996, type 7). */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
