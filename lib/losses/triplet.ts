/**
 * Triplet loss: a hinge on the margin. Triples whose margin is large enough already cost nothing.
 *
 * @see Schroff, Kalenichenko & Philbin, FaceNet, CVPR 2015, arXiv 1503.03832.
 */
import { UserError } from "../base/mod.ts";
import { type Scalar, type Tensor2D, tf } from "../engine/mod.ts";
import { marginTable } from "./margin.ts";
import { checkNames, checkTriples } from "./triples.ts";

export interface TripletOptions {
  /** The margin of cosines that is asked for, above 0 and at most 2; default 0.2. */
  margin?: number;
  /** Whether each query is compared with every negative of the batch; default false. */
  inBatch?: boolean;
}

/**
 * Mean of max(0, margin - (s(q_i, p_i) - s(q_i, n_j))), with s the cosine, over the triples of a batch, or over its
 * B x B pairs of query and negative.
 *
 * @param queries `[B, D]`, rows of any length.
 * @param positives `[B, D]`
 * @param negatives `[B, D]`
 * @returns A scalar, differentiable by all three.
 * @throws UserError for embeddings of wrong or different shapes, an unknown option, or a margin out of its range.
 *
 * @example A margin of 0 where 0.2 are asked for
 * ```ts
 * import assert from "node:assert/strict";
 * import { tf } from "kit/engine/mod.ts";
 * const query = tf.tensor2d([[1, 0]]);
 * assert.equal(tripletLoss(query, query, query).dataSync()[0], Math.fround(0.2));
 * ```
 */
export function tripletLoss(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  options: TripletOptions = {},
): Scalar {
  const { margin = 0.2, inBatch = false } = options;
  checkTriples(queries, positives, negatives);
  checkNames("Triplet loss", options, ["margin", "inBatch"]);
  if (!(typeof margin === "number" && margin > 0 && margin <= 2)) {
    throw new UserError(`Triplet loss: expected margin to be above 0 and at most 2 but found ${margin}.`);
  }
  return tf.tidy(() => {
    const { margins } = marginTable(queries, positives, negatives, { target: 0, inBatch });
    return tf.mean(tf.relu(tf.sub(margin, margins)));
  });
}
