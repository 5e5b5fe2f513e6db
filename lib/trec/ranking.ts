/** From positions, which searches return, to ids, which measures and files need. */
import type { Ranking, Run } from "../base/mod.ts";

/** Results of one query: positions in the passages, and scores; best first. */
interface Positions {
  readonly positions: Int32Array;
  readonly scores: Float32Array;
}

/**
 * The ranking of one query.
 *
 * @param passageIds Ids by position.
 */
export function toRanking(passageIds: readonly string[], { positions, scores }: Positions): Ranking {
  return {
    ids: Array.from(positions, (position) => passageIds[position]),
    scores: Float64Array.from(scores),
  };
}

/**
 * The run of several queries.
 *
 * @param results One for each query, in their order.
 *
 * @example One query, two of three passages
 * ```ts
 * import assert from "node:assert/strict";
 * const results = [{ positions: Int32Array.of(2, 0), scores: Float32Array.of(9, 4) }];
 * const run = toRun(results, { queries: ["q"], passages: ["a", "b", "c"] });
 * assert.deepEqual(run.get("q")!.ids, ["c", "a"]);
 * ```
 */
export function toRun(
  results: readonly Positions[],
  ids: { queries: readonly string[]; passages: readonly string[] },
): Run {
  return new Map(results.map((result, i) => [ids.queries[i], toRanking(ids.passages, result)]));
}
