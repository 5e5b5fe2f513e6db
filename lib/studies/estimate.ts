/** Means over the test queries with their 95 % intervals. */
import type { MeasureName, RunResult } from "../runs/mod.ts";
import { bootstrapInterval, type Interval } from "../statistics/mod.ts";
import { valuesOf } from "./values_of.ts";

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
  if (!found) ofResult.set(measure, found = bootstrapInterval(valuesOf(result, measure), { seed: SEED }));
  return found;
}
