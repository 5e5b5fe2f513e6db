/**
 * The k best of each row of scores in a tensor: higher score first, then lower position.
 *
 * Shapes: `Q` rows, `n` scores in an offer, `k` results.
 */
import { engine, nativeOutputs, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { TopK } from "./bm25/topk.ts";

export interface TopKOfRows {
  /**
   * Offers scores of consecutive positions.
   *
   * @param scores `[Q, n]`; none may be NaN.
   * @param first The first position.
   */
  offer(scores: Tensor2D, first: number): void;
  /**
   * Takes all results out, row by row, best first: `[Q * K]`, where K is k or the number of offers if that is less.
   */
  drain(): { positions: Int32Array; scores: Float32Array };
  /** Frees its memory; it cannot be used afterwards. */
  dispose(): void;
}

/** Uses the project's custom operation, on all threads, where there is one. */
export function topKOfRows(rows: number, k: number): TopKOfRows {
  return engine.customOps && k > 0 ? withCustomOp(rows, k) : inJavaScript(rows, k);
}

function withCustomOp(rows: number, k: number): TopKOfRows {
  let best: Tensor[] = [tf.zeros([rows, 0]), tf.zeros([rows, 0], "int32")];
  const offer = (scores: Tensor2D, first: number, sorted = 0) => {
    const attributes = { k: { int: k }, sorted: { int: sorted } };
    const better = tf.tidy(() =>
      nativeOutputs("KitTopK", [scores, tf.tensor1d([first], "int32"), ...best], attributes, 2)
    );
    tf.dispose(best);
    best = better;
  };
  return {
    offer: (scores, first) => offer(scores, first),
    drain() {
      const nothing = tf.zeros([rows, 0]) as Tensor2D;
      offer(nothing, 0, 1);
      const [scores, positions] = best.map((tensor) => tensor.dataSync());
      nothing.dispose();
      return { positions: positions as Int32Array, scores: scores as Float32Array };
    },
    dispose: () => tf.dispose(best),
  };
}

function inJavaScript(rows: number, k: number): TopKOfRows {
  const best = Array.from({ length: rows }, () => new TopK(k));
  return {
    offer(tensor, first) {
      const scores = tensor.dataSync<"float32">();
      const [, n] = tensor.shape;
      best.forEach((top, row) => top.offerAll(scores.subarray(row * n, (row + 1) * n), first));
    },
    drain() {
      const drained = best.map((top) => top.drain());
      const size = drained[0]?.scores.length ?? 0;
      const positions = new Int32Array(rows * size), scores = new Float32Array(rows * size);
      drained.forEach((row, i) => {
        positions.set(row.positions, i * size);
        scores.set(row.scores, i * size);
      });
      return { positions, scores };
    },
    dispose() {},
  };
}
