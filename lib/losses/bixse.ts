/**
 * BiXSE: binary cross-entropy of graded relevance, with all other passages of the batch as not relevant.
 *
 * @see Tsirigotis, Adlakha, Monteiro, Courville & Taslakian, BiXSE: Improving Dense Retrieval via Probabilistic Graded
 *   Relevance Distillation, 2025, arXiv 2508.06781. Sigmoid losses over a batch: Zhai et al., SigLIP, 2023,
 *   arXiv 2303.15343.
 */
import { UserError } from "../base/mod.ts";
import { type Scalar, type Tensor2D, tf } from "../engine/mod.ts";
import { batchCosines, checkTeacher } from "./teacher.ts";
import { checkTemperature } from "./temperature.ts";
import { checkNames, checkTriples } from "./triples.ts";

export interface BiXSEOptions {
  /** Divisor of the cosines; default 0.1. A tensor, as of {@linkcode learnedTemperature}, has a gradient. */
  temperature?: number | Scalar;
  /**
   * Added to cosine / temperature; default -10, SigLIP's start: with the default temperature, a passage is as probably
   * relevant as not at a cosine of 1. A higher one pushes all passages away at first, which an encoder whose cosines
   * are all high does not survive. A tensor, as of {@linkcode learnedThreshold}, has a gradient.
   */
  bias?: number | Scalar;
}

const LOSS = "BiXSE";

/**
 * Mean over the queries of the sum over the 2B passages of -y log s - (1 - y) log(1 - s), with s =
 * sigmoid(cosine / temperature + bias) and y the grade of a query's own positive and negative, 0 for all others.
 *
 * @param queries `[B, D]`, rows of any length.
 * @param positives `[B, D]`
 * @param negatives `[B, D]`
 * @param grades `[B, 2]`: how relevant each query's own positive and negative are, in [0, 1]; default 1 and 0.
 * @returns A scalar, in nats, differentiable by the embeddings.
 * @throws UserError for wrong shapes, an unknown option, or an option out of its range.
 *
 * @example Two passages of which nothing is known, one relevant and one not
 * ```ts
 * import assert from "node:assert/strict";
 * import { tf } from "kit/engine/mod.ts";
 * const query = tf.tensor2d([[1, 0]]), other = tf.tensor2d([[0, 1]]);
 * const loss = bixseLoss(query, other, other, undefined, { bias: 0 });
 * assert.ok(Math.abs(loss.dataSync()[0] - 2 * Math.log(2)) < 1e-6);
 * ```
 */
export function bixseLoss(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  grades?: Tensor2D,
  options: BiXSEOptions = {},
): Scalar {
  const { temperature = 0.1, bias = -10 } = options;
  checkTriples(queries, positives, negatives);
  checkNames(LOSS, options, ["temperature", "bias"]);
  if (!(temperature instanceof tf.Tensor)) checkTemperature(LOSS, "temperature", temperature);
  if (!(bias instanceof tf.Tensor || typeof bias === "number" && Number.isFinite(bias))) {
    throw new UserError(`${LOSS}: expected bias to be a number but found ${bias}.`);
  }
  const [B] = queries.shape;
  if (grades) checkTeacher(LOSS, grades, { what: "grades", shapes: [[B, 2]] });
  return tf.tidy(() => {
    const x = tf.add(tf.div(batchCosines(queries, positives, negatives), temperature), bias); // [B, 2B]
    const own = tf.eye(B); // [B, B]
    const [positive, negative] = grades ? tf.split(grades, 2, 1) : [tf.scalar(1), tf.scalar(0)]; // [B, 1]
    const wanted = tf.concat([tf.mul(own, positive), tf.mul(own, negative)], 1); // [B, 2B]
    // The cross-entropy of a sigmoid is log(1 + exp(x)) - y x.
    return tf.div(tf.sum(tf.sub(tf.softplus(x), tf.mul(wanted, x))), B) as Scalar;
  });
}
