/** Differences between runs, in words. */
import { signed } from "../base/mod.ts";
import type { MeasureName, RunResult } from "../runs/mod.ts";
import { type Difference, differenceOf } from "../studies/mod.ts";

/** How a result differs from another, in words. */
export function compared(result: RunResult, other: RunResult, measure: MeasureName): string {
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
  return `${verdict}: ${signed(difference)} [${signed(low)}, ${signed(high)}]`;
}
