/** Paired comparisons of two settings over the same queries and seeds. */
import { UserError } from "../base/mod.ts";
import { clustersOf, type MeasureName } from "../runs/mod.ts";
import type { Interval } from "../statistics/mod.ts";
import { measured } from "./estimate.ts";
import { overQueriesAndSeeds, type QueriesAndSeeds } from "./queries_and_seeds.ts";
import type { SeedGroup } from "./seed_groups.ts";

/** The difference of two settings, over queries and seeds. */
export interface SeedDifference extends QueriesAndSeeds {
  readonly measure: MeasureName;
  /** Seeds that both have. */
  readonly seeds: number;
  readonly queries: number;
}

/** A difference that does not matter. */
export const TOLERANCE = 0.02;

/** The seeds that all settings were run with. */
export function commonSeeds([first, ...others]: readonly SeedGroup[]): number[] {
  const seedsOf = ({ results }: SeedGroup) => results.map(({ config }) => config.seed);
  return seedsOf(first).filter((seed) => others.every((group) => seedsOf(group).includes(seed)));
}

/**
 * How a setting differs from another, seed by seed and query by query, with an interval over both.
 *
 * @throws UserError where they have no seed in common, or were not measured on the same queries.
 */
export function seedDifference(
  a: SeedGroup,
  b: SeedGroup,
  options: { measure?: MeasureName } = {},
): SeedDifference {
  return seedContrast([[1, a], [-1, b]], options);
}

/**
 * A sum of settings with their signs, seed by seed and query by query: a difference, or a difference of two differences.
 *
 * @throws UserError where they have no seed in common, or were not measured on the same queries.
 */
export function seedContrast(
  terms: readonly (readonly [sign: 1 | -1, group: SeedGroup])[],
  { measure = "nDCG@10" }: { measure?: MeasureName } = {},
): SeedDifference {
  const names = terms.map(([, { label }]) => `"${label}"`).join(" and ");
  const pairs = commonSeeds(terms.map(([, group]) => group)).map((seed) =>
    terms.map(([, { results }]) => results.find(({ config }) => config.seed === seed)!)
  );
  if (pairs.length === 0) {
    throw new UserError(`Expected runs of ${names} with the same seeds but found none.`);
  }
  const [[{ queries, config }]] = pairs;
  if (pairs.flat().some((run) => run.queries.join() !== queries.join())) {
    throw new UserError(
      `Expected runs of ${names} over the same test queries. Compare runs of one collection.`,
    );
  }
  const values = pairs.map((runs) => {
    const ofRuns = runs.map((run) => measured(run, measure));
    return ofRuns[0].map((_, query) =>
      terms.reduce((sum, [sign], term) => sum + sign * ofRuns[term][query], 0)
    );
  });
  return {
    ...overQueriesAndSeeds(values, clustersOf(config.collection, queries)),
    measure,
    seeds: pairs.length,
    queries: queries.length,
  };
}

/** A setting's mean over queries and seeds. */
export function seedEstimate(
  { results, config }: SeedGroup,
  { measure = "nDCG@10" }: { measure?: MeasureName } = {},
): Interval {
  return overQueriesAndSeeds(
    results.map((result) => measured(result, measure)),
    clustersOf(config.collection, results[0].queries),
  );
}
