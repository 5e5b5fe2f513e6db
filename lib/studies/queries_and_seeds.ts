/** What queries and a few seeds say of a mean. */
import { mean } from "../base/mod.ts";
import {
  differenceTest,
  equivalenceTest,
  type Interval,
  meanInterval,
  pairedTTest,
  type SeedValues,
  twoWayBootstrap,
} from "../statistics/mod.ts";
import { SEED } from "./estimate.ts";

/** A mean over queries and seeds, and what can be asked of it. */
export interface QueriesAndSeeds extends Interval {
  /** The p-value of the mean being `value`, two-sided. */
  pOf(value: number): number;
  /** Whether the mean lies within ±margin, by two one-sided tests. */
  isWithin(margin: number): boolean;
}

/**
 * The mean of a table of seeds and queries, by the more careful of two methods: the two-way bootstrap, and Student's t over
 * the means of the seeds. The bootstrap knows that queries and seeds are a sample both, but three seeds drawn from three are
 * too narrow; t knows how little three seeds say. Each end of the interval is the outer one, each p-value the larger one.
 *
 * A single seed says nothing of others: what is said is of its queries alone.
 *
 * @param values Of each seed, its values by query: `[S]` times `[Q]`.
 * @param clusters `[Q]` Queries of a cluster are drawn together.
 */
export function overQueriesAndSeeds(values: SeedValues, clusters: readonly string[]): QueriesAndSeeds {
  const { mean: centre, low, high, resamples } = twoWayBootstrap(values, { seed: SEED, clusters });
  const seeds = values.map(mean);
  if (seeds.length === 1) {
    return {
      mean: centre,
      low,
      high,
      pOf: (value) => differenceTest(resamples, value),
      isWithin: (margin) => equivalenceTest(resamples, { margin }).equivalent,
    };
  }
  const [usual, narrow] = [0.95, 0.9].map((confidence) => meanInterval(seeds, { confidence }));
  return {
    mean: centre,
    low: Math.min(low, usual.low),
    high: Math.max(high, usual.high),
    pOf: (value) => Math.max(differenceTest(resamples, value), pairedTTest(seeds, seeds.map(() => value)).p),
    // Two one-sided tests at 5 % ask that the 90 % interval lies inside.
    isWithin: (margin) =>
      equivalenceTest(resamples, { margin }).equivalent && narrow.low > -margin && narrow.high < margin,
  };
}
