/** Pieces of evidence from comparisons: final effectiveness, and how fast it is reached. */
import { mean } from "../../base/mod.ts";
import type { RunResult } from "../../runs/mod.ts";
import { meanInterval, pairedTTest } from "../../statistics/mod.ts";
import { type ComparedMethod, type Comparison, placeOf, staticMethods } from "../comparison.ts";
import { areaOverLogTriples, bestSoFar } from "../learning_curve.ts";
import { commonSeeds, type SeedDifference, seedDifference, TOLERANCE } from "../seed_difference.ts";
import { bestOfDev } from "../seed_groups.ts";
import type { Evidence } from "./verdict.ts";

/** Two methods of a comparison. */
export interface Pair {
  readonly place: Comparison;
  readonly a: ComparedMethod;
  readonly b: ComparedMethod;
}

function namesOf({ place, a, b }: Pair): Pick<Evidence, "label" | "place"> {
  return { label: `${a.label} against ${b.label}`, place: placeOf(place) };
}

/** nDCG@10 on the test queries of one method less the other's. */
export function effectivenessOf(pair: Pair): Evidence {
  return { ...namesOf(pair), ...differenceFound(seedDifference(pair.a.picked, pair.b.picked)) };
}

/** What a verdict needs to know of a difference. */
export function differenceFound(found: SeedDifference): Omit<Evidence, "label" | "place"> {
  const { mean, low, high, seeds, queries } = found;
  return {
    mean,
    low,
    high,
    ...pValues(mean, found.pOf),
    equivalent: found.isWithin(TOLERANCE),
    seeds,
    queries,
  };
}

function pValues(found: number, pOf: (value: number) => number): Pick<Evidence, "p" | "pBeyond"> {
  return { p: pOf(0), pBeyond: Math.abs(found) > TOLERANCE ? pOf(Math.sign(found) * TOLERANCE) : 1 };
}

/**
 * The difference of both methods' mean height of dev nDCG@10 over log triples, seed by seed; none where their curves have fewer
 * than two points.
 */
export function speedOf(pair: Pair): Evidence[] {
  const heights = bySeed(pair, (run) => areaOverLogTriples(bestSoFar(run)));
  const differences = heights.map(([a, b]) => a - b).filter(Number.isFinite);
  if (differences.length === 0) return [];
  const found = meanInterval(differences), { low, high } = meanInterval(differences, { confidence: 0.9 });
  const pOf = (value: number) =>
    differences.length < 2 ? 1 : pairedTTest(differences, differences.map(() => value)).p;
  return [{
    ...namesOf(pair),
    label: `${namesOf(pair).label}, curves on dev`,
    ...found,
    ...pValues(found.mean, pOf),
    equivalent: low > -TOLERANCE && high < TOLERANCE,
    seeds: differences.length,
    queries: 0,
  }];
}

/**
 * How many times as much the search for a setting trains as the first method does until it is as good, in tokens: all runs of
 * `tried` with a seed, over the tokens until the first method's dev nDCG@10 reaches what the best of them ends with. 0 where it
 * never does; none where no seed has them all.
 *
 * Tokens stand for time: a step of either loss takes as long, and seconds also tell what else the machine did.
 */
export function costRatioOf({ place, a, b }: Pair, tried: readonly ComparedMethod[]): Evidence[] {
  const seeds = commonSeeds([a, b, ...tried].map(({ picked }) => picked));
  const ratios = seeds.map((seed) => {
    const searched = tried.reduce((sum, method) => sum + tokensOf(runOf(method, seed).history), 0);
    return searched / tokensToReach(runOf(a, seed), bestOfDev(runOf(b, seed)));
  });
  return ratiosFound(ratios, {
    place: placeOf(place),
    label: `${a.label} against ${tried.length} static margins, times as fast`,
  });
}

/**
 * The share of another method's triples that a method needs to be as good: those until its dev nDCG@10 reaches what the
 * other ends with, over those until the other itself does. Infinite where it never does; none where the other never rises above
 * its start.
 */
export function dataShareOf(pair: Pair): Evidence[] {
  const shares = bySeed(pair, (run) => run).flatMap(([run, other]) => {
    const level = bestOfDev(other);
    const taken = triplesToReach(other, level);
    return taken > 0 ? [triplesToReach(run, level) / taken] : [];
  });
  return ratiosFound(shares, { ...namesOf(pair), label: `${namesOf(pair).label}, share of the triples` });
}

function ratiosFound(ratios: readonly number[], names: Pick<Evidence, "label" | "place">): Evidence[] {
  if (ratios.length === 0) return [];
  return [{ ...names, ...geometricInterval(ratios), seeds: ratios.length, queries: 0 }];
}

function triplesToReach(run: RunResult, level: number): number {
  return bestSoFar(run).find(({ value }) => value >= level)?.triples ?? Infinity;
}

/**
 * The geometric mean of ratios with its 95 % interval. Ratios of 0, or infinite ones, have no logarithm: they are the mean
 * and one end then, and the other end is the ratio that is farthest from them.
 */
function geometricInterval(ratios: readonly number[]): Pick<Evidence, "mean" | "low" | "high"> {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  if (least === 0) return { mean: 0, low: 0, high: most };
  if (most === Infinity) return { mean: Infinity, low: least, high: Infinity };
  const { mean, low, high } = meanInterval(ratios.map(Math.log));
  return { mean: Math.exp(mean), low: Math.exp(low), high: Math.exp(high) };
}

function tokensOf(history: RunResult["history"], steps = Infinity): number {
  return history.reduce((sum, { step, tokens }) => step <= steps ? sum + tokens : sum, 0);
}

/** Tokens of training until a run's dev nDCG@10 is at a level; Infinity where it never is. */
function tokensToReach({ history, validations }: RunResult, level: number): number {
  const reached = validations.find(({ measures }) => measures["nDCG@10"] >= level);
  return reached ? tokensOf(history, reached.step) : Infinity;
}

function runOf({ picked }: ComparedMethod, seed: number): RunResult {
  return picked.results.find(({ config }) => config.seed === seed)!;
}

/** What both methods have for each seed that both were run with. */
function bySeed<T>({ a, b }: Pair, valueOf: (run: RunResult) => T): [T, T][] {
  return commonSeeds([a.picked, b.picked]).map((
    seed,
  ) => [valueOf(runOf(a, seed)), valueOf(runOf(b, seed))]);
}

/** The method of several that is best on dev over all seeds; undefined where there is none. */
export function bestMethod(methods: readonly ComparedMethod[]): ComparedMethod | undefined {
  return [...methods].sort((a, b) => onDev(b) - onDev(a))[0];
}

function onDev({ picked }: ComparedMethod): number {
  return mean(picked.results.map((run) => bestOfDev(run)));
}

/** Static margins of which one can be called the best. */
const ENOUGH_MARGINS = 3;

/** The static margins that were tried without in-batch negatives; none where they are too few to search among. */
export function searchedMargins(comparison: Comparison): ComparedMethod[] {
  const margins = staticMethods(comparison, { inBatch: false });
  return margins.length < ENOUGH_MARGINS ? [] : margins;
}

/** The static margin without in-batch negatives that is best on dev over all seeds. */
export function bestStatic(comparison: Comparison): ComparedMethod | undefined {
  return bestMethod(searchedMargins(comparison));
}

/** The one that is worst. */
export function worstStatic(comparison: Comparison): ComparedMethod | undefined {
  return [...searchedMargins(comparison)].sort((a, b) => onDev(a) - onDev(b))[0];
}
