/** Reranking: candidates of another search in the order of their similarity to the query. */
import type { Hits } from "./bm25/mod.ts";

/**
 * Scores candidates by their inner product with a query; equal scores by lower position.
 *
 * @param query `[D]`
 * @param passages `[N * D]`
 * @param candidates Positions in the passages.
 * @returns All candidates, best first.
 *
 * @example Two of three passages
 * ```ts
 * import assert from "node:assert/strict";
 * const passages = Float32Array.of(1, 0, 0, 1, 0.6, 0.8);
 * const { positions } = rescore(Float32Array.of(0.8, 0.6), passages, Int32Array.of(1, 2));
 * assert.deepEqual([...positions], [2, 1]);
 * ```
 */
export function rescore(query: Float32Array, passages: Float32Array, candidates: Int32Array): Hits {
  const width = query.length;
  const dot = (position: number) => {
    let sum = 0;
    for (let d = 0; d < width; d++) sum += query[d] * passages[position * width + d];
    return sum;
  };
  const scored = Array.from(candidates, (position) => ({ position, score: dot(position) }));
  scored.sort((a, b) => b.score - a.score || a.position - b.position);
  return {
    positions: Int32Array.from(scored, ({ position }) => position),
    scores: Float32Array.from(scored, ({ score }) => score),
  };
}
