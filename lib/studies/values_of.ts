/** The per-query values of a measure. */
import { UserError } from "../base/mod.ts";
import { type MeasureName, runLabel, type RunResult } from "../runs/mod.ts";

/**
 * @returns `[Q]`
 * @throws UserError where the result has no such measure.
 */
export function valuesOf(result: RunResult, measure: MeasureName): Float64Array {
  const values = result.measures[measure];
  if (values) return values;
  throw new UserError(
    `Expected measure ${measure} of "${runLabel(result.config)}" but found ${
      Object.keys(result.measures).join(", ")
    }. Compute the run again.`,
  );
}
