/** What could not be done, and why. */
import { messageOf } from "../base/mod.ts";

/**
 * A line for each reason: `Failed: LABEL: REASON`, or how many runs failed for it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const full = new Error("no space left");
 * assert.deepEqual(failureLines([["a", full], ["b", full], ["c", new Error("no data")]]), [
 *   "Failed: 2 runs, the first a: no space left",
 *   "Failed: c: no data",
 * ]);
 * ```
 */
export function failureLines(failures: readonly (readonly [label: string, error: unknown])[]): string[] {
  const groups = Map.groupBy(failures, ([, error]) => messageOf(error));
  return [...groups].map(([reason, group]) => {
    const [[label]] = group;
    return `Failed: ${group.length === 1 ? label : `${group.length} runs, the first ${label}`}: ${reason}`;
  });
}
