/** Paired comparisons of two settings over the same queries and seeds. */
import { UserError } from "../base/mod.ts";
import { clustersOf, type MeasureName } from "../runs/mod.ts";
import {
  differenceTest,
  type Equivalence,
  equivalenceTest,
  type Resampled,
  twoWayBootstrap,
} from "../statistics/mod.ts";
import { measured, SEED } from "./estimate.ts";
import type { SeedGroup } from "./seed_groups.ts";

/** The difference of two settings, over queries and seeds. */
export interface SeedDifference extends Resampled {
  readonly measure: MeasureName;
  /** Seeds that both have. */
  readonly seeds: number;
  readonly queries: number;
  /** Of the difference being 0, two-sided. */
  readonly p: number;
  /** Whether the difference is too small to matter. */
  readonly equivalence: Equivalence;
}

/** A difference that does not matter. */
export const TOLERANCE = 0.02;

/**
 * How a setting differs from another, seed by seed and query by query, with an interval over both.
 *
 * @throws UserError where they have no seed in common, or were not measured on the same queries.
 */
export function seedDifference(
  a: SeedGroup,
  b: SeedGroup,
  { measure = "nDCG@10" }: { measure?: MeasureName } = {},
): SeedDifference {
  const pairs = a.results.flatMap((one) => {
    const other = b.results.find(({ config }) => config.seed === one.config.seed);
    return other ? [[one, other] as const] : [];
  });
  if (pairs.length === 0) {
    throw new UserError(`Expected runs of "${a.label}" and "${b.label}" with the same seeds but found none.`);
  }
  const [[{ queries, config }]] = pairs;
  if (pairs.flat().some((run) => run.queries.join() !== queries.join())) {
    throw new UserError(
      `Expected runs of "${a.label}" and "${b.label}" over the same test queries. Compare runs of one collection.`,
    );
  }
  const values = pairs.map(([one, other]) => {
    const second = measured(other, measure);
    return measured(one, measure).map((value, query) => value - second[query]);
  });
  const resampled = twoWayBootstrap(values, { seed: SEED, clusters: clustersOf(config.collection, queries) });
  return {
    ...resampled,
    measure,
    seeds: pairs.length,
    queries: queries.length,
    p: differenceTest(resampled.resamples),
    equivalence: equivalenceTest(resampled.resamples, { margin: TOLERANCE }),
  };
}

/** A setting's mean over queries and seeds. */
export function seedEstimate(
  { results, config }: SeedGroup,
  { measure = "nDCG@10" }: { measure?: MeasureName } = {},
): Resampled {
  return twoWayBootstrap(results.map((result) => measured(result, measure)), {
    seed: SEED,
    clusters: clustersOf(config.collection, results[0].queries),
  });
}
