/**
 * Softmax cross-entropy over the batch (InfoNCE): each query picks its own positive out of all positives and all
 * negatives of the batch.
 *
 * @see van den Oord, Li & Vinyals, Representation Learning with Contrastive Predictive Coding, 2018,
 *   arXiv 1807.03748.
 * @see Karpukhin et al., Dense Passage Retrieval for Open-Domain Question Answering, EMNLP 2020 (section 3.2).
 */
import { UserError } from "../base/mod.ts";
import { type Scalar, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import { allDots, pairedDots, unitRows } from "./cosine.ts";
import { checkNames, checkTriples } from "./triples.ts";

export interface InBatchSoftmaxOptions {
  /** What cosine similarities are divided by: the smaller, the more the hardest candidate counts; default 0.05. */
  temperature?: number;
}

/**
 * Mean over the queries of -log of the softmax share that the query's own positive has among the 2B candidates.
 *
 * @param queries `[B, D]`, of any length: the cosine is taken here.
 * @param positives `[B, D]`
 * @param negatives `[B, D]`
 * @returns A scalar, in nats, differentiable by all three.
 * @throws UserError for embeddings of wrong or unlike shapes, an unknown option, or a temperature that is not a
 *   positive number.
 *
 * @example A query that cannot tell its positive from its negative loses log 2
 * ```ts
 * import assert from "node:assert/strict";
 * import { tf } from "kit/engine/mod.ts";
 * const passage = tf.tensor2d([[1, 1]]);
 * const loss = inBatchSoftmaxLoss(tf.tensor2d([[1, 0]]), passage, passage);
 * assert.ok(Math.abs(loss.dataSync()[0] - Math.log(2)) < 1e-5);
 * ```
 */
export function inBatchSoftmaxLoss(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  options: InBatchSoftmaxOptions = {},
): Scalar {
  const { temperature = 0.05 } = options;
  checkTriples(queries, positives, negatives);
  checkNames("In-batch softmax loss", options, ["temperature"]);
  if (typeof temperature !== "number" || !(temperature > 0 && temperature < Infinity)) {
    throw new UserError(
      `In-batch softmax loss: expected temperature to be a number above 0 but found ${temperature}.`,
    );
  }
  return tf.tidy(() => {
    const [q, p, n] = [queries, positives, negatives].map(unitRows); // [B, D]
    const own = tf.div(pairedDots(q, p), temperature); // [B]
    const scores = tf.div(allDots(q, tf.concat([p, n])), temperature); // [B, 2B]
    // -log(exp(own_i) / sum_j exp(scores_ij))
    return tf.mean(tf.sub(tf.logSumExp(scores, 1) as Tensor1D, own));
  });
}
