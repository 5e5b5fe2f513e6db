import { generator, UserError } from "../base/mod.ts";
import type { SeedValues } from "./seeds_bootstrap.ts";
import { orZero, roundingOf } from "./rounding.ts";
import { type BootstrapOptions, type Interval, quantile } from "./percentile_interval.ts";

export interface TwoWayOptions extends BootstrapOptions {
  /**
   * `[Q]` The cluster of each query, such as the passage that it asks for: queries of a cluster are drawn together.
   * Default: each query is its own.
   */
  readonly clusters?: ArrayLike<number | string>;
}

/** A mean with its interval, and what it was made from. */
export interface Resampled extends Interval {
  /** The means of all resamples, ascending; 0 where they are rounding errors. */
  readonly resamples: Float64Array;
}

/**
 * The interval of a mean over queries and seeds, if other queries and other seeds had been sampled.
 *
 * Each resample draws seeds and, independently, clusters of queries, all with replacement, and takes the mean over the
 * table of both. For a difference of two systems, the values are those of one less those of the other with the same
 * seed: what a seed's order of examples does to both then does not widen the interval. With few seeds the interval is
 * too narrow: n drawn from n have the true spread times √((n - 1) / n). A single seed adds no uncertainty.
 *
 * @param values Of each seed, its values by query: `[S]` times `[Q]`, the same queries in the same order.
 * @throws UserError where there are no values, the lengths differ, or for options out of range.
 * @see Owen, The Pigeonhole Bootstrap, Annals of Applied Statistics 1(2), 2007.
 *
 * @example Values that differ by the query alone
 * ```ts
 * import assert from "node:assert/strict";
 * const { mean, low, high } = twoWayBootstrap([[0, 1], [0, 1]], { seed: 1 });
 * assert.deepEqual([mean, low, high], [0.5, 0, 1]);
 * ```
 */
export function twoWayBootstrap(values: SeedValues, options: TwoWayOptions): Resampled {
  const { resamples = 10_000, confidence = 0.95, clusters } = options;
  const length = values[0]?.length ?? 0;
  if (length === 0 || values.some((each) => each.length !== length)) {
    throw new UserError(
      "Bootstrap over queries and seeds: expected values for the same queries from every seed but found " +
        `${values.map((each) => each.length).join(", ") || "none"}.`,
    );
  }
  if (clusters && clusters.length !== length) {
    throw new UserError(
      `Bootstrap over queries and seeds: expected a cluster for each of ${length} queries but found ${clusters.length}.`,
    );
  }
  if (!(Number.isSafeInteger(resamples) && resamples > 0 && confidence > 0 && confidence < 1)) {
    throw new UserError(
      "Bootstrap over queries and seeds: expected resamples above 0 and a confidence between 0 and 1 but found " +
        `${resamples} and ${confidence}.`,
    );
  }
  const { sums, sizes } = byCluster(values, clusters);
  const random = generator(options.seed);
  const rounding = roundingOf(...values);
  const seedWeights = new Float64Array(values.length);
  const means = Float64Array.from({ length: resamples }, () => {
    seedWeights.fill(0);
    for (let i = 0; i < values.length; i++) seedWeights[random.below(values.length)]++;
    let sum = 0, count = 0;
    for (let i = 0; i < sizes.length; i++) {
      const cluster = random.below(sizes.length);
      count += sizes[cluster];
      for (let s = 0; s < values.length; s++) sum += seedWeights[s] * sums[s][cluster];
    }
    return orZero(sum / (count * values.length), rounding);
  }).sort();
  const tail = (1 - confidence) / 2;
  const total = sums.reduce((all, each) => all + each.reduce((a, b) => a + b, 0), 0);
  return {
    mean: orZero(total / (length * values.length), rounding),
    low: quantile(means, tail),
    high: quantile(means, 1 - tail),
    resamples: means,
  };
}

/** The sum of each seed's values in each cluster, and how many queries a cluster has. */
function byCluster(values: SeedValues, clusters?: TwoWayOptions["clusters"]) {
  const places = new Map<number | string, number>();
  const { length } = values[0];
  const clusterOf = Int32Array.from({ length }, (_, query) => {
    const key = clusters ? clusters[query] : query;
    if (!places.has(key)) places.set(key, places.size);
    return places.get(key)!;
  });
  const sizes = new Float64Array(places.size);
  for (const cluster of clusterOf) sizes[cluster]++;
  const sums = values.map((each) => {
    const sum = new Float64Array(places.size);
    clusterOf.forEach((cluster, query) => sum[cluster] += each[query]);
    return sum;
  });
  return { sums, sizes };
}
