/** Pooling: from the hidden states of a text's tokens to one embedding. */
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import type { Plan } from "./plan.ts";

/**
 * `mean`: the mean over all tokens, special ones included; `cls`: the first token's state; `pooler`: the first token's
 * state through a dense layer and tanh, BERT's pooler, whose weights are then part of the encoder.
 */
export type Pooling = "mean" | "cls" | "pooler";

/** The pooler's weights by the checkpoint's names. */
export const POOLER_WEIGHTS = ["pooler.dense.weight", "pooler.dense.bias"] as const;

/** The names and shapes of a pooler's weights; the matrix is `[out, in]`. */
export function poolerShapes(width: number): Map<string, number[]> {
  return new Map([[POOLER_WEIGHTS[0], [width, width]], [POOLER_WEIGHTS[1], [width]]]);
}

/**
 * Pools packed hidden states.
 *
 * @param hidden `[T, D]`, in the plan's order.
 * @param weights The pooler's weights by name; needed only by `pooler`.
 * @returns One embedding a text, in the order of the batch the plan was made from; `[B, D]`.
 */
export function pool(
  hidden: Tensor2D,
  plan: Plan,
  pooling: Pooling,
  weights?: ReadonlyMap<string, Tensor>,
): Tensor2D {
  const restore = tf.tensor1d(plan.restore, "int32");
  if (pooling === "mean") return tf.gather(meanOfSegments(hidden, plan), restore);
  const first = tf.tensor1d(plan.starts.subarray(0, -1), "int32");
  const cls = tf.gather(tf.gather(hidden, first), restore) as Tensor2D;
  if (pooling === "cls") return cls;
  const [dense, bias] = POOLER_WEIGHTS.map((name) => weights!.get(name)!);
  return tf.tanh(tf.add(tf.matMul(cls, dense as Tensor2D, false, true), bias as Tensor1D));
}

/**
 * The mean states of the second texts of pairs, such as the passages that a cross-encoder reads with their queries.
 *
 * @param plan Of a batch with types. A pair without a second text, as one that was cut to nothing, has zeros.
 * @returns `[B, D]`, in the order of the batch that the plan was made from.
 */
export function poolSecond(hidden: Tensor2D, plan: Plan): Tensor2D {
  const texts = plan.lengths.length, tokens = plan.segments.length;
  const counts = new Int32Array(texts);
  plan.segments.forEach((text, token) => counts[text] += plan.types![token]);
  const shares = new Float32Array(texts * tokens);
  plan.segments.forEach((text, token) => {
    if (plan.types![token]) shares[text * tokens + token] = 1 / counts[text];
  });
  const means = tf.matMul(tf.tensor2d(shares, [texts, tokens]), hidden);
  return tf.gather(means, tf.tensor1d(plan.restore, "int32")) as Tensor2D;
}

/** The mean of each sorted text's rows: `[T, D]` to `[B, D]`. */
function meanOfSegments(hidden: Tensor2D, plan: Plan): Tensor2D {
  const segments = () => tf.tensor1d(plan.segments, "int32");
  const weights = () => tf.tensor2d(Float32Array.from(plan.lengths, (n) => 1 / n), [plan.lengths.length, 1]);
  const run = tf.customGrad((...inputs) => ({
    value: tf.mul(
      tf.scatterND(segments().expandDims(1), inputs[0] as Tensor2D, [plan.lengths.length, hidden.shape[1]]),
      weights(),
    ),
    gradFunc: (dy: Tensor) => tf.tidy(() => tf.gather(tf.mul(dy, weights()), segments())),
  }));
  return run(hidden) as Tensor2D;
}
