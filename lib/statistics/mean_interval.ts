import { mean, UserError } from "../base/mod.ts";
import type { Interval } from "./percentile_interval.ts";
import { standardDeviation } from "./standard_deviation.ts";
import { studentQuantile } from "./student_t.ts";

/**
 * Student's interval of a mean, for few values: a bootstrap of five is too narrow.
 *
 * @param options.confidence Default 0.95.
 * @returns Without bounds (±Infinity) for a single value, which says nothing about its spread.
 * @throws UserError where there are no values, or the confidence is not between 0 and 1.
 *
 * @example Two values: t with one degree of freedom is 12.706 at 95 %
 * ```ts
 * import assert from "node:assert/strict";
 * const { mean, high } = meanInterval([1, 3]);
 * assert.equal(mean, 2);
 * assert.equal((high - mean).toFixed(3), "12.706");
 * ```
 */
export function meanInterval(
  values: ArrayLike<number>,
  { confidence = 0.95 }: { confidence?: number } = {},
): Interval {
  const { length } = values;
  if (length === 0 || !(confidence > 0 && confidence < 1)) {
    throw new UserError(
      `Interval of a mean: expected values and a confidence between 0 and 1 but found ${length} and ${confidence}.`,
    );
  }
  const centre = mean(values);
  if (length === 1) return { mean: centre, low: -Infinity, high: Infinity };
  const reach = studentQuantile(1 - confidence, length - 1) * standardDeviation(values) / Math.sqrt(length);
  return { mean: centre, low: centre - reach, high: centre + reach };
}
