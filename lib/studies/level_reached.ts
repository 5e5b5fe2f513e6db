/** Where a method reaches a level, and which share of another's cost that is, over seeds. */
import { type Interval, meanInterval } from "../statistics/mod.ts";
import type { ComparedMethod, Comparison } from "./comparison.ts";
import { courseOf, type CourseOptions, reachedAt } from "./course.ts";
import { spentOnMargins } from "./margin_search.ts";

export interface LevelOptions extends Pick<CourseOptions, "measure" | "cost" | "bestSoFar"> {
  /** Charge the runs with the other static margins that were tried; default false. */
  readonly chargeSearch?: boolean;
}

export interface LevelReached {
  readonly seeds: number;
  /** Seeds whose run reaches the level and holds it to its end. */
  readonly reached: number;
  /** The cost until then: geometric mean over the seeds with its 95 % interval; undefined where a seed does not reach it. */
  readonly cost?: Interval;
  /** The share of what the reference takes with the same seed, likewise; undefined where a seed of either does not. */
  readonly share?: Interval;
}

/** Where a method of a comparison reaches a level on dev. */
export function levelReached(
  comparison: Comparison,
  method: ComparedMethod,
  reference: ComparedMethod,
  level: number,
  options: LevelOptions = {},
): LevelReached {
  const [mine, theirs] = [method, reference].map((each) => costsBySeed(comparison, each, level, options));
  const costs = [...mine.values()];
  const shares = [...mine].flatMap(([seed, cost]) => theirs.has(seed) ? [cost / theirs.get(seed)!] : []);
  return {
    seeds: costs.length,
    reached: costs.filter(Number.isFinite).length,
    cost: ofRatios(costs),
    share: ofRatios(shares),
  };
}

function costsBySeed(
  comparison: Comparison,
  method: ComparedMethod,
  level: number,
  { chargeSearch = false, cost = "triples", ...options }: LevelOptions,
): Map<number, number> {
  return new Map(method.picked.results.map((run) => {
    const { seed } = run.config;
    const spent = chargeSearch ? spentOnMargins(comparison, method, { seed, cost }) : 0;
    return [seed, reachedAt(courseOf(run, { ...options, cost, spent }), level)];
  }));
}

/** Costs are compared as ratios, so that their logarithms are averaged. */
function ofRatios(values: readonly number[]): Interval | undefined {
  if (values.length === 0 || !values.every((value) => Number.isFinite(value) && value > 0)) return undefined;
  const { mean, low, high } = meanInterval(values.map(Math.log));
  return { mean: Math.exp(mean), low: Math.exp(low), high: Math.exp(high) };
}
