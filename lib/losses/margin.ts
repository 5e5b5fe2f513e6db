/**
 * Margin losses of Gienapp, Deckers, Potthast and Scells, "Learning Effective Representations for Retrieval Using
 * Self-Distillation with Adaptive Relevance Margins", ICTIR 2025, arXiv 2407.21515.
 *
 * Shapes: `B` triples, embeddings of width `D`. With s the cosine similarity and q_i, p_i, n_i the embeddings of
 * query i, its positive and its negative passage:
 *
 *     P_ij = s(q_i, p_j)    N_ij = s(q_i, n_j)    T_ij = (s(p_i, n_j) + 1) / 2
 */
import { type Scalar, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { allDots, pairedDots, unitRows } from "./cosine.ts";
import { checkMarginOptions, type ErrorFn, isTable, type MarginOptions } from "./margin_options.ts";
import { targetsOf } from "./margin_targets.ts";
import { checkTriples } from "./triples.ts";

/** What the loss averages over; both tables have the same shape. */
export interface MarginTable {
  /** `[B]`, or `[B, B]` with in-batch negatives or a distributed target. */
  margins: Tensor;
  /** The shape of `margins`. */
  targets: Tensor;
}

/** Error functions e(t): three of the paper, and a one-sided one. */
const errors: Record<ErrorFn, (t: Tensor) => Tensor> = {
  l2: (t) => tf.square(t),
  l1: (t) => tf.abs(t),
  soft: (t) => tf.softplus(tf.neg(t)), // log(1 + exp(-t)) without its overflow
  hinge: (t) => tf.square(tf.relu(tf.neg(t))),
};

/**
 * Mean of e(margin - target) over the triples of a batch, or over its B x B pairs.
 *
 * @param queries `[B, D]`, rows of any length.
 * @param positives `[B, D]`
 * @param negatives `[B, D]`
 * @returns A scalar, differentiable by all three, through the target too unless it is detached.
 * @throws UserError for embeddings of wrong or different shapes, an unknown option, or a distributed target with
 *   in-batch negatives.
 *
 * @example The positive equals the query and is orthogonal to the negative: the margin is 1, the adaptive target 0.5
 * ```ts
 * import assert from "node:assert/strict";
 * import { tf } from "kit/engine/mod.ts";
 * const query = tf.tensor2d([[1, 0]]);
 * const loss = marginLoss(query, query, tf.tensor2d([[0, 1]]), { target: "adaptive" });
 * assert.equal(loss.dataSync()[0], (1 - 0.5) ** 2);
 * ```
 */
export function marginLoss(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  options: MarginOptions,
): Scalar {
  checkTriples(queries, positives, negatives);
  checkMarginOptions(options);
  return tf.tidy(() => {
    const { margins, targets } = marginsAndTargets(queries, positives, negatives, options);
    return tf.mean(errors[options.errorFn ?? "l2"](tf.sub(margins, targets)));
  });
}

/**
 * The margins and the targets that {@linkcode marginLoss} compares, for logs and heatmaps.
 *
 * @returns Two new tensors of the same shape; the caller disposes them.
 * @throws UserError as `marginLoss` does.
 */
export function marginTable(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  options: MarginOptions,
): MarginTable {
  checkTriples(queries, positives, negatives);
  checkMarginOptions(options);
  return tf.tidy(() => {
    const { margins, targets } = marginsAndTargets(queries, positives, negatives, options);
    const size = queries.shape[0];
    const shape = isTable(options) ? [size, size] : [size];
    return { margins: tf.broadcastTo(margins, shape), targets: tf.broadcastTo(targets, shape) };
  });
}

/**
 * Margins and targets that broadcast to each other: a static target is a scalar, distributed margins are a column or
 * a row.
 */
function marginsAndTargets(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  options: MarginOptions,
): MarginTable {
  const { inBatch = false, orientation = "paper" } = options;
  const [q, p, n] = [queries, positives, negatives].map(unitRows); // [B, D]
  const table = isTable(options);
  const along = orientation === "paper" ? [-1, 1] : [1, -1];
  const place = (vector: Tensor): Tensor => table ? tf.reshape(vector, along) : vector;

  // in-batch: P_ii - N_ij (reference: P_jj - N_ij); otherwise: P_ii - N_ii, in a table down the rows (along them)
  const margins = inBatch
    ? tf.sub(place(pairedDots(q, p)), allDots(q, n)) // [B, B]
    : place(tf.sub(pairedDots(q, p), pairedDots(q, n))); // [B], [B, 1] or [1, B]

  return { margins, targets: targetsOf(p, n, options) };
}
