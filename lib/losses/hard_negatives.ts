/** How much of a batch's gradient goes to its hard negatives. */
import { type Scalar, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { pairedDots, unitRows } from "./cosine.ts";
import { checkTriples } from "./triples.ts";

/**
 * The share of the gradient that goes to hard negatives: those nearer to their own query than its positive is.
 *
 * With g_j the length of the loss's gradient by negative j, it is the sum of g_j over the hard negatives divided by the
 * sum over all. So it is defined for every loss of embeddings, whether it compares margins or not.
 *
 * @param queries `[B, D]`
 * @param positives `[B, D]`
 * @param negatives `[B, D]`
 * @param loss The loss by the negatives, the rest as it is.
 * @returns A value in [0, 1]; NaN where no gradient goes to any negative.
 *
 * @example The second negative equals its query, and has the same pull as the first
 * ```ts
 * import assert from "node:assert/strict";
 * import { tf } from "kit/engine/mod.ts";
 * const queries = tf.tensor2d([[1, 0], [1, 0]]), positives = tf.tensor2d([[1, 0.1], [1, 0.1]]);
 * const share = hardNegativeShare(queries, positives, tf.tensor2d([[0, 1], [1, 0]]), (n) => tf.sum(n));
 * assert.equal(share, 0.5);
 * ```
 */
export function hardNegativeShare(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  loss: (negatives: Tensor2D) => Scalar,
): number {
  checkTriples(queries, positives, negatives);
  return tf.tidy(() => {
    const gradient = tf.grad((x: Tensor) => loss(x as Tensor2D))(negatives); // [B, D]
    const sizes = tf.sqrt(tf.sum(tf.square(gradient), 1)); // [B]
    const [q, p, n] = [queries, positives, negatives].map(unitRows);
    const hard = tf.cast(tf.greater(pairedDots(q, n), pairedDots(q, p)), "float32"); // [B]
    const [ofHard, ofAll] = tf.stack([tf.sum(tf.mul(sizes, hard)), tf.sum(sizes)]).dataSync();
    return ofAll > 0 ? ofHard / ofAll : NaN;
  });
}
