/**
 * Losses of scores in lists of one positive and several negatives.
 *
 * Shapes: `B` lists, `K` negatives, `D` width.
 */
import { type Scalar, type Tensor2D, tf } from "../engine/mod.ts";
import { pairedDots, unitRows } from "../losses/cosine.ts";

/**
 * - `softmax`: -log of the positive's share among the `1 + K` scores (ListNet's top one, Cao et al. 2007).
 * - `pairwise`: log(1 + exp(negative - positive)) of each negative (RankNet, Burges et al. 2005).
 * - `self-distilled`: adaptive margins for a cross-encoder. The margin is that of the scores' sigmoids; its target is how
 *   alike the encoder's own states of the two passages are, (cos + 1) / 2; squared error, and gradients flow through the
 *   target, as in the reference for bi-encoders.
 */
export type ListLoss = "softmax" | "pairwise" | "self-distilled";

export const listLosses: readonly ListLoss[] = ["softmax", "pairwise", "self-distilled"];

/**
 * The mean over the lists, in nats, or squared for `self-distilled`; of the last two also over a list's negatives.
 *
 * @param scores `[B, 1 + K]`, the positive's first.
 * @param passages `[B * (1 + K), D]`, states of the passages in the same order; for `self-distilled` alone.
 * @throws TypeError where that loss has no passages.
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
export function listLoss(scores: Tensor2D, kind: ListLoss, passages?: Tensor2D): Scalar {
  return tf.tidy(() => {
    const [lists, size] = scores.shape;
    const positive = tf.slice(scores, [0, 0], [lists, 1]);
    if (kind === "softmax") return tf.mean(tf.sub(tf.logSumExp(scores, 1, true), positive)) as Scalar;
    const negatives = tf.slice(scores, [0, 1], [lists, size - 1]);
    if (kind === "pairwise") return tf.mean(tf.softplus(tf.sub(negatives, positive))) as Scalar;
    if (!passages) throw new TypeError("Expected the states of the passages for a self-distilled loss");
    const margins = tf.sub(tf.sigmoid(positive), tf.sigmoid(negatives)); // [B, K]
    const units = unitRows(passages).reshape([lists, size, -1]);
    const D = passages.shape[1];
    const ofPositive = tf.tile(tf.slice(units, [0, 0, 0], [lists, 1, D]), [1, size - 1, 1]);
    const ofNegatives = tf.slice(units, [0, 1, 0], [lists, size - 1, D]);
    const flat = (x: typeof units) => x.reshape([-1, D]) as Tensor2D;
    const cosines = pairedDots(flat(ofPositive), flat(ofNegatives)).reshape([lists, size - 1]);
    return tf.mean(tf.squaredDifference(margins, tf.div(tf.add(cosines, 1), 2))) as Scalar;
  });
}
