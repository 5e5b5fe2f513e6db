/** Pooling: from the hidden states of a text's tokens to one embedding. */
import { type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import type { Plan } from "./plan.ts";

/** `mean`: the mean over all tokens, special ones included; `cls`: the first token's state. */
export type Pooling = "mean" | "cls";

/**
 * Pools packed hidden states.
 *
 * @param hidden `[T, D]`, in the plan's order.
 * @returns One embedding a text, in the order of the batch the plan was made from; `[B, D]`.
 */
export function pool(hidden: Tensor2D, plan: Plan, pooling: Pooling): Tensor2D {
  const restore = tf.tensor1d(plan.restore, "int32");
  if (pooling === "cls") {
    const first = new Int32Array(plan.lengths.length);
    for (let i = 1; i < first.length; i++) first[i] = first[i - 1] + plan.lengths[i - 1];
    return tf.gather(tf.gather(hidden, tf.tensor1d(first, "int32")), restore);
  }
  return tf.gather(meanOfSegments(hidden, plan), restore);
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
