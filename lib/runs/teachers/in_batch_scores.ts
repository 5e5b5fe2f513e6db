/** A bi-encoder's scores of all passages of a batch for all of its queries: a product of embeddings that are there already. */
import type { Collection, Triples } from "../../base/mod.ts";
import { type Tensor2D, tf } from "../../engine/mod.ts";
import type { BiEncoderScorer } from "../../retrieval/mod.ts";
import type { BatchNumbers } from "../../training/mod.ts";
import type { TeacherShare } from "../result.ts";

/**
 * Embeds the texts of some triples with a teacher, each once, to score batches of them.
 *
 * @param met The triples that batches are made of.
 * @returns Numbers of `[B, 2B]`: of each query with all positives of the batch, then with all its negatives.
 */
export async function inBatchScores(
  teacher: BiEncoderScorer,
  { collection, triples, met }: { collection: Collection; triples: Triples; met: Int32Array },
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (done: number, all: number) => void } = {},
): Promise<{ numbers: BatchNumbers; scoring: TeacherShare["scoring"] }> {
  const started = performance.now();
  const queries = rowsOf(met, [triples.queries]);
  const passages = rowsOf(met, [triples.positives, triples.negatives]);
  const all = queries.size + passages.size;
  const ofQueries = await teacher.embed(
    [...queries.keys()].map((i) => collection.queries.texts[i]),
    "query",
    (done) => onProgress?.(done, all),
  );
  signal?.throwIfAborted();
  const ofPassages = await teacher.embed(
    [...passages.keys()].map((i) => collection.passages.texts[i]),
    "passage",
    (done) => onProgress?.(queries.size + done, all),
  );
  const seconds = (performance.now() - started) / 1000;
  const { width } = teacher;
  const rows = (vectors: Float32Array, places: Map<number, number>, positions: Int32Array): Tensor2D => {
    const chosen = new Float32Array(positions.length * width);
    positions.forEach((position, i) => {
      const from = places.get(position)! * width;
      chosen.set(vectors.subarray(from, from + width), i * width);
    });
    return tf.tensor2d(chosen, [positions.length, width]);
  };
  return {
    scoring: { pairs: all, tokens: ofQueries.tokens + ofPassages.tokens, seconds },
    numbers: {
      of: ({ examples }) =>
        tf.tidy(() => {
          const of = (column: Int32Array) => examples.map((example) => column[example]);
          const q = rows(ofQueries.vectors, queries, of(triples.queries));
          const p = rows(ofPassages.vectors, passages, of(triples.positives));
          const n = rows(ofPassages.vectors, passages, of(triples.negatives));
          return tf.matMul(q, tf.concat([p, n]), false, true);
        }),
    },
  };
}

/** The different positions of some triples in columns, with the row of each. */
function rowsOf(met: Int32Array, columns: readonly Int32Array[]): Map<number, number> {
  const positions = new Set(columns.flatMap((column) => Array.from(met, (example) => column[example])));
  return new Map([...positions].map((position, row) => [position, row]));
}
