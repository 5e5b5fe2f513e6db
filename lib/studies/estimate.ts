/** Means over the test queries with their 95 % intervals. */
import { UserError } from "../base/mod.ts";
import { type MeasureName, runLabel, type RunResult, valuesByMeasure } from "../runs/mod.ts";
import { bootstrapInterval, type Interval } from "../statistics/mod.ts";

/** Of all resampling here. */
export const SEED = 1;

const known = new WeakMap<RunResult, Map<MeasureName, Interval>>();

/**
 * A result's mean over the test queries with its bootstrap interval, which is computed once.
 *
 * @throws UserError where the result has no such measure.
 */
export function estimate(result: RunResult, measure: MeasureName): Interval {
  let ofResult = known.get(result);
  if (!ofResult) known.set(result, ofResult = new Map());
  let found = ofResult.get(measure);
  if (!found) ofResult.set(measure, found = bootstrapInterval(measured(result, measure), { seed: SEED }));
  return found;
}

/**
 * The per-query values of a measure.
 *
 * @returns `[Q]`
 * @throws UserError where the result has no such measure.
 */
export function measured(result: RunResult, measure: MeasureName): Float64Array {
  const values = valuesByMeasure(result);
  if (Object.hasOwn(values, measure)) return values[measure];
  throw new UserError(
    `Expected measure ${measure} of "${runLabel(result.config)}" but found ${
      Object.keys(values).join(", ") || "none"
    }. ` +
      "Compute the run again.",
  );
}
