import { generator, mean, UserError } from "../base/mod.ts";
import { orZero, roundingOf } from "./rounding.ts";
import { type BootstrapOptions, type Interval, percentileInterval } from "./percentile_interval.ts";

/** A system's values by query, for each of its runs, which differ in their seed. */
export type SeedValues = readonly ArrayLike<number>[];

/**
 * The interval of the mean difference of two systems, if other queries and other seeds of training had been sampled.
 *
 * Each resample draws queries, the same for all runs of both systems, and for each system separately as many runs as
 * it has, all with replacement. A system with a single run adds no uncertainty. With few runs the interval is too
 * narrow: n runs drawn from n have the true spread times √((n - 1) / n).
 *
 * @param a Runs of one system, each with its values by query.
 * @param b Runs of the other, for the same queries in the same order. The difference is positive where `a` is better.
 * @throws UserError where a system has no runs, the lengths differ, or there are no values.
 * @see Owen, The Pigeonhole Bootstrap, Annals of Applied Statistics 1(2), 2007.
 *
 * @example Equal runs and equal differences of all queries have no spread
 * ```ts
 * import assert from "node:assert/strict";
 * const { low, high } = seedsBootstrap([[0.5, 0.75], [0.5, 0.75]], [[0.25, 0.5]], { seed: 1 });
 * assert.deepEqual([low, high], [0.25, 0.25]);
 * ```
 */
export function seedsBootstrap(a: SeedValues, b: SeedValues, options: BootstrapOptions): Interval {
  const runs = [...a, ...b];
  const lengths = new Set(runs.map(({ length }) => length));
  if (a.length === 0 || b.length === 0 || lengths.size !== 1) {
    throw new UserError(
      "Bootstrap over queries and seeds: expected runs of both systems with values for the same queries but found " +
        `${a.length} and ${b.length} runs with ${[...lengths].join(", ") || "no"} values.`,
    );
  }
  const random = generator(options.seed);
  const [{ length }] = a;
  const weights = new Float64Array(runs.length);
  const draw = (from: number, count: number, sign: number) => {
    for (let k = 0; k < count; k++) weights[from + random.below(count)] += sign / count;
  };
  const centre = mean(a.map(mean)) - mean(b.map(mean));
  const interval = percentileInterval(centre, () => {
    weights.fill(0);
    draw(0, a.length, 1);
    draw(a.length, b.length, -1);
    let sum = 0;
    for (let k = 0; k < length; k++) {
      const query = random.below(length);
      for (let run = 0; run < runs.length; run++) sum += weights[run] * runs[run][query];
    }
    return sum / length;
  }, options);
  const rounding = roundingOf(...runs);
  const [low, high] = [interval.low, interval.high].map((end) => orZero(end, rounding));
  return { mean: orZero(centre, rounding), low, high };
}
