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
import { topKOfRows } from "./topk_rows.ts";

export interface DenseSearchOptions {
  /** D, the width of a vector. */
  readonly width: number;
  /** How many passages to return for a query; fewer where there are fewer. */
  readonly k: number;
  /** Passages in a block; default 8,192. Larger blocks take more memory and are no faster. */
  readonly passageBlock?: number;
  /** Queries in a batch; default 1,024. */
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
  const search = startSearch(queryVectors, options);
  search.add(passageVectors);
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
  options: DenseSearchOptions,
): Promise<DenseHits> {
  const search = startSearch(queryVectors, options);
  for await (const block of blocks) search.add(block);
  return search.finish();
}

function startSearch(queryVectors: Float32Array, options: DenseSearchOptions) {
  const { width, k, passageBlock = 8192, queryBatch = 1024 } = options;
  const queries = rows(queryVectors, { width, what: "query" });
  const batches = cut(queryVectors, queryBatch * width).map((vectors, i) => {
    const size = vectors.length / width;
    const tensor = tf.tensor2d(vectors, [size, width]);
    checkFinite(tensor, vectors, i * queryBatch, "query");
    return { tensor, best: topKOfRows(size, k) };
  });
  let passages = 0;

  function add(vectors: Float32Array): void {
    rows(vectors, { width, what: "passage" });
    for (const part of cut(vectors, passageBlock * width)) {
      const block = tf.tensor2d(part, [part.length / width, width]);
      checkFinite(block, part, passages, "passage");
      for (const { tensor, best } of batches) {
        const scores = tf.matMul(tensor, block, false, true) as Tensor2D;
        best.offer(scores, passages);
        scores.dispose();
      }
      passages += block.shape[0];
      block.dispose();
    }
  }

  function finish(): DenseHits {
    if (passages === 0) throw new UserError("Expected passages to search but found none.");
    const kept = Math.min(k, passages);
    const positions = new Int32Array(queries * kept);
    const scores = new Float32Array(queries * kept);
    batches.forEach(({ tensor, best }, i) => {
      const drained = best.drain();
      positions.set(drained.positions, i * queryBatch * kept);
      scores.set(drained.scores, i * queryBatch * kept);
      tensor.dispose();
    });
    return { positions, scores, k: kept };
  }

  return { add, finish };
}

/** Numbers in parts of one size, the last one smaller. */
function cut(numbers: Float32Array, size: number): Float32Array[] {
  const parts = Array.from({ length: Math.ceil(numbers.length / size) });
  return parts.map((_, i) => numbers.subarray(i * size, (i + 1) * size));
}

/** The number of rows. */
function rows(vectors: Float32Array, { width, what }: { width: number; what: string }): number {
  const count = vectors.length / width;
  if (Number.isInteger(count)) return count;
  throw new RangeError(`Expected ${what} vectors of width ${width} but found ${vectors.length} numbers`);
}

/**
 * @param vectors The same as the tensor.
 * @param first The number of the first vector, for the message.
 */
function checkFinite(tensor: Tensor2D, vectors: Float32Array, first: number, what: string): void {
  const width = tensor.shape[1];
  // A product with zeros is zero, but of NaN and infinity it is NaN.
  const zero = tf.tidy(() => tf.sum(tf.matMul(tensor, tf.zeros([width, 1]))));
  const finite = zero.dataSync()[0] === 0;
  zero.dispose();
  if (finite) return;
  const bad = vectors.findIndex((value) => !Number.isFinite(value));
  const vector = first + Math.floor(bad / width);
  throw new UserError(
    `Expected finite ${what} vectors but found ${vectors[bad]} in vector ${vector}. ` +
      "The encoder has diverged: train it with a lower learning rate, or load another checkpoint.",
  );
}
