/**
 * Exact dense search: every query against every passage, in blocks.
 *
 * Equal scores are in the order of positions. Scores are compared as the tensor engine computes them: two copies of a
 * vector score the same within a block, but may differ in the last bit between blocks of different sizes.
 *
 * Shapes: `Q` queries, `N` passages, `D` width, `k` results.
 */
import { type Tensor2D, tf } from "../engine/mod.ts";
import { UserError } from "../base/mod.ts";
import type { Hits } from "./bm25/mod.ts";
import { type TopKOfRows, topKOfRows } from "./topk_rows.ts";

export interface DenseSearchOptions {
  /** D, the width of a vector. */
  readonly width: number;
  /** How many passages to return for a query, if there are as many. */
  readonly k: number;
  /** Passages in a block; default 8,192. Larger blocks take more memory and are no faster. */
  readonly passageBlock?: number;
  /** Queries in a batch; default 1,024. */
  readonly queryBatch?: number;
}

/**
 * Finds the k passages with the largest inner product for each query; equal scores by lower position.
 *
 * Memory beyond the vectors stays at one block of scores, `passageBlock * queryBatch`.
 *
 * @param queryVectors `[Q * D]`
 * @param passageVectors `[N * D]`
 * @returns The results of each query, best first: `k`, or the number of passages where that is less.
 * @throws UserError where there are no passages, or a vector holds NaN or infinity.
 * @throws RangeError where an array is not a multiple of the width.
 *
 * @example The nearest of three passages
 * ```ts
 * import assert from "node:assert/strict";
 * const passages = Float32Array.of(1, 0, 0, 1, 0.6, 0.8);
 * const [{ positions }] = denseSearch(Float32Array.of(0.8, 0.6), passages, { width: 2, k: 2 });
 * assert.deepEqual([...positions], [2, 0]);
 * ```
 */
export function denseSearch(
  queryVectors: Float32Array,
  passageVectors: Float32Array,
  options: DenseSearchOptions,
): Hits[] {
  const search = startSearch(options);
  try {
    search.setQueries(queryVectors);
    search.add(passageVectors);
    return search.finish();
  } finally {
    search.dispose();
  }
}

/**
 * `denseSearch` over passages that come in blocks, as `readEmbeddings` reads them from disk. Only one block, and the k
 * best passages of each query so far, are in memory.
 *
 * @param queryVectors `[Q * D]`
 * @param blocks Vectors of passages, `[n * D]` each; positions continue from one to the next.
 * @returns The results of each query, best first: `k`, or the number of passages where that is less.
 * @throws UserError where there are no passages, or a vector holds NaN or infinity.
 * @throws RangeError where an array is not a multiple of the width.
 */
export async function denseSearchBlocks(
  queryVectors: Float32Array,
  blocks: AsyncIterable<Float32Array> | Iterable<Float32Array>,
  options: DenseSearchOptions,
): Promise<Hits[]> {
  const search = startSearch(options);
  try {
    search.setQueries(queryVectors);
    for await (const block of blocks) search.add(block);
    return search.finish();
  } finally {
    search.dispose();
  }
}

/** A search in parts. Always call `dispose` at the end. */
function startSearch({ width, k, passageBlock = 8192, queryBatch = 1024 }: DenseSearchOptions) {
  const batches: { vectors: Tensor2D; best: TopKOfRows }[] = [];
  let queries = 0, passages = 0;

  function setQueries(queryVectors: Float32Array): void {
    expectRows(queryVectors, { width, what: "query" });
    for (const part of cut(queryVectors, queryBatch * width)) {
      const vectors = upload(part, { width, what: "query", first: queries });
      const [size] = vectors.shape;
      batches.push({ vectors, best: topKOfRows(size, k) });
      queries += size;
    }
  }

  function add(passageVectors: Float32Array): void {
    expectRows(passageVectors, { width, what: "passage" });
    for (const part of cut(passageVectors, passageBlock * width)) {
      const block = upload(part, { width, what: "passage", first: passages });
      for (const { vectors, best } of batches) {
        const scores: Tensor2D = tf.matMul(vectors, block, false, true);
        best.offer(scores, passages);
        scores.dispose();
      }
      passages += block.shape[0];
      block.dispose();
    }
  }

  function finish(): Hits[] {
    if (passages === 0) throw new UserError("Expected passages to search but found none.");
    const results = Math.min(k, passages); // of a query
    return batches.flatMap(({ vectors, best }) => {
      const { positions, scores } = best.drain();
      return Array.from({ length: vectors.shape[0] }, (_, i) => ({
        positions: positions.subarray(i * results, (i + 1) * results),
        scores: scores.subarray(i * results, (i + 1) * results),
      }));
    });
  }

  function dispose(): void {
    for (const { vectors, best } of batches) {
      vectors.dispose();
      best.dispose();
    }
  }

  return { setQueries, add, finish, dispose };
}

/** Cuts numbers into parts of one size; the last one may be smaller. */
function cut(numbers: Float32Array, size: number): Float32Array[] {
  const parts = Array.from({ length: Math.ceil(numbers.length / size) });
  return parts.map((_, i) => numbers.subarray(i * size, (i + 1) * size));
}

function expectRows(vectors: Float32Array, { width, what }: { width: number; what: string }): void {
  if (vectors.length % width === 0) return;
  throw new RangeError(`Expected ${what} vectors of width ${width} but found ${vectors.length} numbers`);
}

/**
 * Vectors as a tensor `[n, D]`.
 *
 * @param first Number of the first vector, for messages.
 * @throws UserError where one holds NaN or infinity.
 */
function upload(
  vectors: Float32Array,
  { width, what, first }: { width: number; what: string; first: number },
): Tensor2D {
  const tensor = tf.tensor2d(vectors, [vectors.length / width, width]);
  // A product with zeros is zero, but of NaN and infinity it is NaN.
  const zero = tf.tidy(() => tf.sum(tf.matMul(tensor, tf.zeros([width, 1]))));
  const finite = zero.dataSync()[0] === 0;
  zero.dispose();
  if (finite) return tensor;
  tensor.dispose();
  const bad = vectors.findIndex((value) => !Number.isFinite(value));
  const vector = first + Math.floor(bad / width);
  throw new UserError(
    `Expected finite ${what} vectors but found ${vectors[bad]} in vector ${vector}. ` +
      "The encoder has diverged: train it with a lower learning rate, or load another checkpoint.",
  );
}
