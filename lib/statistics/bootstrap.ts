/**
 * Bootstrap intervals over queries, by percentiles.
 *
 * @see Sakai, Evaluating Evaluation Metrics based on the Bootstrap, SIGIR 2006.
 */
import { generator, mean } from "../base/mod.ts";
import { meanDifference, pairedDifferences } from "./differences.ts";
import { orZero } from "./rounding.ts";
import {
  type BootstrapOptions,
  type Interval,
  percentileInterval,
  RESAMPLES,
} from "./percentile_interval.ts";
import { resamplePlaces } from "./resample_places.ts";

/**
 * The interval of the mean over queries, if other queries had been sampled.
 *
 * @param values A measure's values by query.
 * @throws UserError where there are no values, or for options out of range.
 *
 * @example Equal values have no spread
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(bootstrapInterval([0.5, 0.5], { seed: 1 }), { mean: 0.5, low: 0.5, high: 0.5 });
 * ```
 */
export function bootstrapInterval(values: ArrayLike<number>, options: BootstrapOptions): Interval {
  const { seed, resamples = RESAMPLES } = options;
  const { length } = values;
  const centre = mean(values);
  const places = resamplePlaces({ seed, length, resamples });
  if (places) {
    const exact = Float64Array.from(values);
    let at = 0;
    return percentileInterval(centre, () => {
      let sum = 0;
      for (const end = at + length; at < end; at++) sum += exact[places[at]];
      return sum / length;
    }, options);
  }
  const random = generator(seed);
  return percentileInterval(centre, () => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += values[Math.floor(random.uniform() * length)];
    return sum / length;
  }, options);
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
  const paired = pairedDifferences(a, b);
  const { low, high } = bootstrapInterval(paired.differences, options);
  const { rounding } = paired;
  return { mean: meanDifference(paired), low: orZero(low, rounding), high: orZero(high, rounding) };
}
