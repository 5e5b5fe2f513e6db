/** How a teacher ranks: the candidates of a search set in the order of its scores. */
import type { Hits, PairScorer } from "../../retrieval/mod.ts";
import type { SearchSet } from "../search_set.ts";

/**
 * Reorders the candidates of each query by a scorer, as an encoder's runs reorder them by its embeddings.
 *
 * @param candidates Of each query of the set, positions in its collection's passages.
 * @param onProgress Told how many of all pairs are done.
 * @returns The same passages for each query, best first; equal scores by lower position.
 */
export async function rerankCandidates(
  scorer: PairScorer,
  { collection, queries }: SearchSet,
  candidates: readonly Hits[],
  onProgress?: (done: number, all: number) => void,
): Promise<Hits[]> {
  const first: number[] = [], second: number[] = [];
  candidates.forEach(({ positions }, i) => {
    for (const position of positions) {
      first.push(queries[i]);
      second.push(position);
    }
  });
  const { scores } = await scorer.score(
    { firsts: collection.queries.texts, seconds: collection.passages.texts, first, second },
    (done) => onProgress?.(done, first.length),
  );
  let at = 0;
  return candidates.map(({ positions }) => {
    const own = scores.subarray(at, at += positions.length);
    const order = Int32Array.from(positions.keys())
      .sort((a, b) => own[b] - own[a] || positions[a] - positions[b]);
    return { positions: order.map((i) => positions[i]), scores: Float32Array.from(order, (i) => own[i]) };
  });
}
