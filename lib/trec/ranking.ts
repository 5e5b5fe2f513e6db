/** From positions, as searches give them, to rankings by id, as measures and files want them. */
import type { Ranking } from "../base/mod.ts";

/**
 * The ranking of one query.
 *
 * @param passageIds Ids by position.
 * @param hits Positions and scores, best first.
 */
export function toRanking(
  passageIds: readonly string[],
  hits: { positions: Int32Array; scores: Float32Array },
): Ranking {
  return {
    ids: Array.from(hits.positions, (position) => passageIds[position]),
    scores: Float64Array.from(hits.scores),
  };
}
