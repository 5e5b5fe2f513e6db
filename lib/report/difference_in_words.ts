/** Differences between runs, in words. */
import { signed } from "../base/mod.ts";
import type { Difference } from "../studies/mod.ts";

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
