/**
 * Softmax cross-entropy over the batch (InfoNCE): each query has to pick its own positive among all positives and
 * negatives of the batch.
 *
 * @see van den Oord, Li & Vinyals, Representation Learning with Contrastive Predictive Coding, 2018,
 *   arXiv 1807.03748.
 * @see Karpukhin et al., Dense Passage Retrieval for Open-Domain Question Answering, EMNLP 2020 (section 3.2).
 */
import { type Scalar, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import { allDots, pairedDots, unitRows } from "./cosine.ts";
import { checkTemperature } from "./temperature.ts";
import { checkNames, checkTriples } from "./triples.ts";

export interface InBatchSoftmaxOptions {
  /**
   * Divisor of the cosine similarities: the smaller it is, the more the hardest candidate counts; default 0.05. A
   * tensor, as of {@linkcode learnedTemperature}, has a gradient.
   */
  temperature?: number | Scalar;
}

/**
 * Mean over the queries of -log of the softmax share that the query's own positive has among the 2B candidates.
 *
 * @param queries `[B, D]`, rows of any length.
 * @param positives `[B, D]`
 * @param negatives `[B, D]`
 * @returns A scalar, in nats, differentiable by all three.
 * @throws UserError for embeddings of wrong or different shapes, an unknown option, or a temperature that is not a
 *   positive number.
 *
 * @example Where positive and negative are the same, the loss is log 2
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
  if (!(temperature instanceof tf.Tensor)) {
    checkTemperature("In-batch softmax loss", "temperature", temperature);
  }
  return tf.tidy(() => {
    const [q, p, n] = [queries, positives, negatives].map(unitRows); // [B, D]
    const own = tf.div(pairedDots(q, p), temperature); // [B]
    const scores = tf.div(allDots(q, tf.concat([p, n])), temperature); // [B, 2B]
    // -log(exp(own_i) / sum_j exp(scores_ij))
    return tf.mean(tf.sub(tf.logSumExp(scores, 1) as Tensor1D, own));
  });
}
