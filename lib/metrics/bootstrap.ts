/**
 * Bootstrap intervals over queries, by percentiles.
 *
 * @see Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
 * @see Sakai, Evaluating Evaluation Metrics based on the Bootstrap, SIGIR 2006.
 */
import { generator, UserError } from "../base/mod.ts";
import { differences } from "./differences.ts";
import { mean } from "./mean.ts";

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
 * The interval in which the mean over queries lies, were the queries drawn anew.
 *
 * @param values A measure's values by query.
 * @throws UserError where there are no values, or for options out of range.
 *
 * @example Equal values leave nothing to chance
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(bootstrapInterval([0.5, 0.5], { seed: 1 }), { mean: 0.5, low: 0.5, high: 0.5 });
 * ```
 */
export function bootstrapInterval(values: ArrayLike<number>, options: BootstrapOptions): Interval {
  const { seed, resamples = 10_000, confidence = 0.95 } = options;
  if (!(Number.isSafeInteger(resamples) && resamples > 0 && confidence > 0 && confidence < 1)) {
    throw new UserError(
      `Bootstrap: expected resamples above 0 and a confidence between 0 and 1 ` +
        `but found ${resamples} and ${confidence}.`,
    );
  }
  const random = generator(seed);
  const { length } = values;
  const centre = mean(values);
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += values[Math.floor(random.uniform() * length)];
    return sum / length;
  }).sort();
  const tail = (1 - confidence) / 2;
  return { mean: centre, low: quantile(means, tail), high: quantile(means, 1 - tail) };
}

/**
 * The interval of the mean difference of two systems over the same queries; positive where `a` is better.
 *
 * @throws UserError where the lengths differ or there are no values.
 */
export function pairedBootstrap(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: BootstrapOptions,
): Interval {
  return bootstrapInterval(differences(a, b), options);
}

/** Linear between the neighbours (Hyndman & Fan 1996, type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
