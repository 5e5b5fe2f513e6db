/** Means and differences with their 95 % intervals over queries: computed once, and put into words. */
import { signed } from "../base/mod.ts";
import { type Difference, differenceOf, meanWithInterval } from "./verdicts.ts";
import type { MeasureName, RunResult } from "../runs/mod.ts";
import type { Interval } from "../statistics/mod.ts";

const known = new WeakMap<RunResult, Map<MeasureName, Interval>>();

/**
 * A result's mean over the test queries with its bootstrap interval; asked for again, it is not drawn again.
 *
 * @throws UserError where the result has no such measure.
 */
export function estimate(result: RunResult, measure: MeasureName): Interval {
  let ofResult = known.get(result);
  if (!ofResult) known.set(result, ofResult = new Map());
  let found = ofResult.get(measure);
  if (!found) ofResult.set(measure, found = meanWithInterval(result, { measure }));
  return found;
}

/** How a result differs from another, in words. */
export function statedDifference(result: RunResult, other: RunResult, measure: MeasureName): string {
  return differenceInWords(differenceOf(result, other, { measure }));
}

/**
 * A difference in words.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const lower = { difference: -0.02, low: -0.03, high: -0.01, p: 0.001, verdict: "lower" } as const;
 * assert.equal(differenceInWords(lower), "lower: −0.020 [−0.030, −0.010]");
 * ```
 */
export function differenceInWords({ difference, low, high, verdict }: Difference): string {
  const word = verdict === "no difference seen" ? "not told apart" : verdict;
  return `${word}: ${signed(difference)} [${signed(low)}, ${signed(high)}]`;
}
