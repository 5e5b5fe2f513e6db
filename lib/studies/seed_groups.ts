/** Runs that differ in their seed alone: one setting, repeated. */
import { canonicalJSON, methodLabel, type RunConfig, type RunResult } from "../runs/mod.ts";

/** The runs of one setting. */
export interface SeedGroup {
  /** That of the first seed. */
  readonly config: RunConfig;
  /** The method in words. */
  readonly label: string;
  /** By seed, ascending. */
  readonly results: readonly RunResult[];
}

/** Groups results by everything but their seed, in the order of their first appearance. */
export function seedGroups(results: readonly RunResult[]): SeedGroup[] {
  const groups = Map.groupBy(results, ({ config: { seed: _, ...others } }) => canonicalJSON(others));
  return [...groups.values()].map((group) => {
    const bySeed = [...group].sort((a, b) => a.config.seed - b.config.seed);
    return { config: bySeed[0].config, label: methodLabel(bySeed[0].config.method), results: bySeed };
  });
}

/** The highest mean over the dev queries among a run's validations; NaN where it has none. */
export function bestOfDev({ validations }: RunResult, measure = "nDCG@10"): number {
  return validations.length === 0 ? NaN : Math.max(...validations.map(({ measures }) => measures[measure]));
}

/**
 * Of groups that differ in a setting such as the learning rate, the one that is best on dev with the first seed: what a
 * user who searches for the setting with one run each would take.
 */
export function pickedOnDev(groups: readonly SeedGroup[]): SeedGroup | undefined {
  return [...groups].sort((a, b) => bestOfDev(b.results[0]) - bestOfDev(a.results[0]))[0];
}
