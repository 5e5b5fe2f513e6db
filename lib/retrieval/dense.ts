/**
 * Exact dense search: every query against every passage, in blocks.
 *
 * Equal scores stand in the order of positions. What is equal, the tensor engine's arithmetic says: two copies of a
 * vector have one score within a block of one size, and may differ in the last bit between blocks of different sizes.
 *
 * Shapes: `Q` queries, `N` passages, `D` width, `k` results.
 */
import { type Tensor2D, tf } from "../engine/mod.ts";
import { UserError } from "../base/mod.ts";
import { TopK } from "./topk.ts";

export interface DenseSearchOptions {
  /** D, the width of a vector. */
  readonly width: number;
  /** How many passages to return for a query; fewer where there are fewer. */
  readonly k: number;
  /** Passages in a block; default 16,384. Larger blocks are faster and take more memory. */
  readonly passageBlock?: number;
  /** Queries in a batch; default 512. */
  readonly queryBatch?: number;
}

export interface DenseHits {
  /** Positions in the passages, row by row: `[Q * k]`. */
  readonly positions: Int32Array;
  /** Inner products, `[Q * k]`, descending in each row; the cosine where the vectors are normalised. */
  readonly scores: Float32Array;
  /** Results of each query: `k`, or the number of passages where that is less. */
  readonly k: number;
}

/**
 * Finds the k passages with the largest inner product for each query; equal scores by lower position.
 *
 * Memory beyond the vectors stays at one block of scores, `passageBlock * queryBatch`.
 *
 * @param queryVectors `[Q * D]`
 * @param passageVectors `[N * D]`
 * @throws UserError where there are no passages, or a vector holds NaN or infinity.
 * @throws RangeError where an array is no multiple of the width.
 *
 * @example The nearest of three passages
 * ```ts
 * import assert from "node:assert/strict";
 * const passages = Float32Array.of(1, 0, 0, 1, 0.6, 0.8);
 * const { positions } = denseSearch(Float32Array.of(0.8, 0.6), passages, { width: 2, k: 2 });
 * assert.deepEqual([...positions], [2, 0]);
 * ```
 */
export function denseSearch(
  queryVectors: Float32Array,
  passageVectors: Float32Array,
  options: DenseSearchOptions,
): DenseHits {
  const { width, passageBlock = 16384 } = options;
  const passages = rows(passageVectors, { width, what: "passage" });
  const search = startSearch(queryVectors, { ...options, k: Math.min(options.k, passages) });
  for (let start = 0; start < passages; start += passageBlock) {
    search.add(passageVectors.subarray(start * width, Math.min(start + passageBlock, passages) * width));
  }
  return search.finish();
}

/**
 * The same over passages that come in blocks, as `readEmbeddings` reads them from disk: one block and the k best of
 * each query so far are all that is held.
 *
 * @param queryVectors `[Q * D]`
 * @param blocks Vectors of passages, `[n * D]` each; positions count on from one to the next.
 * @throws UserError where there are no passages, or a vector holds NaN or infinity.
 * @throws RangeError where an array is no multiple of the width.
 */
export async function denseSearchBlocks(
  queryVectors: Float32Array,
  blocks: AsyncIterable<Float32Array> | Iterable<Float32Array>,
  options: Omit<DenseSearchOptions, "passageBlock">,
): Promise<DenseHits> {
  const search = startSearch(queryVectors, options);
  for await (const block of blocks) search.add(block);
  return search.finish();
}

function startSearch(queryVectors: Float32Array, options: DenseSearchOptions) {
  const { width, queryBatch = 512 } = options;
  const queries = rows(queryVectors, { width, what: "query" });
  checkFinite(queryVectors, { width, what: "query" });
  const best = Array.from({ length: queries }, () => new TopK(options.k));
  let passages = 0;

  function add(vectors: Float32Array): void {
    const size = rows(vectors, { width, what: "passage" });
    checkFinite(vectors, { width, what: "passage", first: passages });
    if (size === 0) return;
    const block = tf.tensor2d(vectors, [size, width]);
    for (let from = 0; from < queries; from += queryBatch) {
      const to = Math.min(from + queryBatch, queries);
      const scores = products(queryVectors.subarray(from * width, to * width), block);
      for (let query = from; query < to; query++) {
        best[query].offerAll(scores.subarray((query - from) * size, (query - from + 1) * size), passages);
      }
    }
    block.dispose();
    passages += size;
  }

  function finish(): DenseHits {
    if (passages === 0) throw new UserError("Expected passages to search but found none.");
    const k = Math.min(options.k, passages);
    const positions = new Int32Array(queries * k);
    const scores = new Float32Array(queries * k);
    best.forEach((top, query) => {
      const row = top.drain();
      positions.set(row.positions, query * k);
      scores.set(row.scores, query * k);
    });
    return { positions, scores, k };
  }

  return { add, finish };
}

/** Inner products of queries with all passages of a block, row by row. */
function products(vectors: Float32Array, block: Tensor2D): Float32Array {
  const queries = tf.tensor2d(vectors, [vectors.length / block.shape[1], block.shape[1]]);
  const scores = tf.matMul(queries, block, false, true);
  // Not out of a tidy: it would search all these numbers for tensors.
  const values = scores.dataSync<"float32">();
  tf.dispose([queries, scores]);
  return values;
}

/** The number of rows. */
function rows(vectors: Float32Array, { width, what }: { width: number; what: string }): number {
  const count = vectors.length / width;
  if (Number.isInteger(count)) return count;
  throw new RangeError(`Expected ${what} vectors of width ${width} but found ${vectors.length} numbers`);
}

/** @param about.first The number of the first vector, for the message. */
function checkFinite(
  vectors: Float32Array,
  { width, what, first = 0 }: { width: number; what: string; first?: number },
): void {
  // A plain loop: ten times faster than findIndex here.
  for (let bad = 0; bad < vectors.length; bad++) {
    if (Number.isFinite(vectors[bad])) continue;
    const vector = first + Math.floor(bad / width);
    throw new UserError(
      `Expected finite ${what} vectors but found ${vectors[bad]} in vector ${vector}. ` +
        "The encoder has diverged: train it with a lower learning rate, or load another checkpoint.",
    );
  }
}
