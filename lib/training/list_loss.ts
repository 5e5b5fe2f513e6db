/**
 * Losses of scores in lists of one positive and several negatives.
 *
 * Shapes: `B` lists, `K` negatives.
 */
import { type Scalar, type Tensor2D, tf } from "../engine/mod.ts";

/**
 * `softmax`: -log of the positive's share among the `1 + K` scores (ListNet's top one, Cao et al. 2007). `pairwise`:
 * log(1 + exp(negative - positive)) of each negative (RankNet, Burges et al. 2005).
 */
export type ListLoss = "softmax" | "pairwise";

export const listLosses: readonly ListLoss[] = ["softmax", "pairwise"];

/**
 * The mean over the lists, in nats; of `pairwise` also over a list's negatives.
 *
 * @param scores `[B, 1 + K]`, the positive's first.
 *
 * @example Equal scores
 * ```ts
 * import assert from "node:assert/strict";
 * import { tf } from "kit/engine/mod.ts";
 * const scores = tf.tensor2d([[2, 2, 2]]);
 * assert.ok(Math.abs(listLoss(scores, "softmax").dataSync()[0] - Math.log(3)) < 1e-6);
 * assert.ok(Math.abs(listLoss(scores, "pairwise").dataSync()[0] - Math.log(2)) < 1e-6);
 * ```
 */
export function listLoss(scores: Tensor2D, kind: ListLoss): Scalar {
  return tf.tidy(() => {
    const [lists, size] = scores.shape;
    const positive = tf.slice(scores, [0, 0], [lists, 1]);
    if (kind === "softmax") return tf.mean(tf.sub(tf.logSumExp(scores, 1, true), positive)) as Scalar;
    const negatives = tf.slice(scores, [0, 1], [lists, size - 1]);
    return tf.mean(tf.softplus(tf.sub(negatives, positive))) as Scalar;
  });
}
