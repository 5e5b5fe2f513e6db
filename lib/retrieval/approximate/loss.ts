/** What an approximate search misses. */
import { mean } from "../../base/mod.ts";
import type { Hits } from "../bm25/mod.ts";

/**
 * The share of the exact best passages that an approximate search found among as many, as a mean over queries.
 *
 * @param cutoff How many of the best are looked at; fewer where an exact ranking has fewer.
 *
 * @example One of two
 * ```ts
 * import assert from "node:assert/strict";
 * const hits = (...positions: number[]) => [{ positions: Int32Array.from(positions), scores: new Float32Array(2) }];
 * assert.equal(shareFound(hits(3, 4), hits(4, 9), 2), 0.5);
 * ```
 */
export function shareFound(exact: readonly Hits[], approximate: readonly Hits[], cutoff: number): number {
  return mean(exact.map(({ positions }, query) => {
    const best = positions.subarray(0, cutoff);
    const found = new Set(approximate[query].positions.subarray(0, cutoff));
    return best.filter((position) => found.has(position)).length / best.length;
  }));
}
