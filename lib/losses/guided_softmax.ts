/**
 * In-batch softmax without probable false negatives: a guide, another encoder or the student itself, says which
 * passages of the batch fit a query better than its own positive, and those are left out.
 *
 * @see Solatorio, GISTEmbed: Guided In-sample Selection of Training Negatives, 2024, arXiv 2402.16829. As in
 *   sentence-transformers' loss of that name without `contrast_anchors` and `contrast_positives`.
 */
import { UserError } from "../base/mod.ts";
import { type Scalar, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import { detached } from "./detach.ts";
import { batchCosines, checkTeacher } from "./teacher.ts";
import { checkTemperature } from "./temperature.ts";
import { checkNames, checkTriples } from "./triples.ts";

export interface GuidedSoftmaxOptions {
  /** Divisor of the student's cosines; default 0.05. */
  temperature?: number;
  /** A passage is left out where the guide scores it above the positive's score minus this; default 0. */
  margin?: number;
}

const LOSS = "Guided softmax loss";

/** Added to a score, it takes away its share of the softmax, and its gradient. */
const OUT = -1e9;

/**
 * Mean over the queries of -log of the softmax share that the query's own positive has among the candidates that the
 * guide leaves it.
 *
 * @param queries `[B, D]`, rows of any length.
 * @param positives `[B, D]`
 * @param negatives `[B, D]`
 * @param guide `[B, 2B]`: the guide's similarities of each query with all positives of the batch, then with all its
 *   negatives; or "self": the student's own. No gradient flows through them.
 * @returns A scalar, in nats, differentiable by all three; 0 where no candidate but the positive is left.
 * @throws UserError for wrong shapes, an unknown option, or an option out of its range.
 *
 * @example A negative that the student finds more similar than the positive is left out
 * ```ts
 * import assert from "node:assert/strict";
 * import { tf } from "kit/engine/mod.ts";
 * const query = tf.tensor2d([[1, 0]]);
 * const loss = guidedSoftmaxLoss(query, tf.tensor2d([[1, 1]]), query, "self");
 * assert.equal(loss.dataSync()[0], 0);
 * ```
 */
export function guidedSoftmaxLoss(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  guide: Tensor2D | "self",
  options: GuidedSoftmaxOptions = {},
): Scalar {
  const { temperature = 0.05, margin = 0 } = options;
  checkTriples(queries, positives, negatives);
  checkNames(LOSS, options, ["temperature", "margin"]);
  checkTemperature(LOSS, "temperature", temperature);
  if (!(typeof margin === "number" && Number.isFinite(margin))) {
    throw new UserError(`${LOSS}: expected margin to be a number but found ${margin}.`);
  }
  const [B] = queries.shape;
  if (guide !== "self") {
    checkTeacher(LOSS, guide, { what: "the guide's similarities", shapes: [[B, 2 * B]] });
  }
  return tf.tidy(() => {
    const cosines = batchCosines(queries, positives, negatives); // [B, 2B]
    const own = tf.concat([tf.eye(B), tf.zeros([B, B])], 1) as Tensor2D; // [B, 2B]
    const out = detached(guide === "self" ? cosines : guide, (guided) => {
      const limit = tf.sub(tf.sum(tf.mul(guided, own), 1, true), margin); // [B, 1]
      return tf.mul(tf.cast(tf.greater(guided, limit), "float32"), tf.sub(1, own)); // 1 where it is left out
    });
    const scores = tf.div(cosines, temperature);
    const kept = tf.add(scores, tf.mul(out, OUT));
    return tf.mean(tf.sub(tf.logSumExp(kept, 1) as Tensor1D, tf.sum(tf.mul(scores, own), 1)));
  });
}
