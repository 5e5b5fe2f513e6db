/**
 * Margin losses of Gienapp, Deckers, Potthast and Scells, "Learning Effective Representations for Retrieval Using
 * Self-Distillation with Adaptive Relevance Margins", ICTIR 2025, arXiv 2407.21515.
 *
 * Shapes: `B` triples, embeddings of width `D`. With s the cosine similarity and q_i, p_i, n_i the embeddings of
 * query i, its positive and its negative passage:
 *
 *     P_ij = s(q_i, p_j)    N_ij = s(q_i, n_j)    T_ij = (s(p_i, n_j) + 1) / 2
 */
import { UserError } from "../base/mod.ts";
import { type Scalar, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { allDots, pairedDots, unitRows } from "./cosine.ts";
import { detach } from "./detach.ts";
import { checkNames, checkTriples } from "./triples.ts";

export interface MarginOptions {
  /** The wanted margin: a number in [-2, 2], T_ii ("adaptive"), or several T of the batch ("distributed"). */
  target: number | "adaptive" | "distributed";
  /** Whether each query is compared with every negative of the batch; not with "distributed"; default false. */
  inBatch?: boolean;
  /** What a margin off its target costs, t = margin - target: t², |t|, or log(1 + exp(-t)); default "l2". */
  errorFn?: "l2" | "l1" | "soft";
  /**
   * Whose margin is in row i, column j of a B x B table, where the paper's text and the reference code differ: that
   * of query i ("paper"), or that of query j ("reference"), which results from broadcasting a vector along the last
   * axis of a matrix. Default "paper".
   */
  orientation?: "paper" | "reference";
  /** Whether the gradient stops at the target; the reference lets it flow; default false. */
  detachTarget?: boolean;
}

/** What the loss averages over; both tables have the same shape. */
export interface MarginTable {
  /** `[B]`, or `[B, B]` with in-batch negatives or a distributed target. */
  margins: Tensor;
  /** The shape of `margins`. */
  targets: Tensor;
}

/** Error functions e(t) of the paper. */
const errors: Record<NonNullable<MarginOptions["errorFn"]>, (t: Tensor) => Tensor> = {
  l2: (t) => tf.square(t),
  l1: (t) => tf.abs(t),
  soft: (t) => tf.softplus(tf.neg(t)), // log(1 + exp(-t)) without its overflow
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
  checkOptions(options);
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
  checkOptions(options);
  return tf.tidy(() => {
    const { margins, targets } = marginsAndTargets(queries, positives, negatives, options);
    const size = queries.shape[0];
    const shape = isTable(options) ? [size, size] : [size];
    return { margins: tf.broadcastTo(margins, shape), targets: tf.broadcastTo(targets, shape) };
  });
}

function isTable({ target, inBatch = false }: MarginOptions): boolean {
  return inBatch || target === "distributed";
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
  const { target, inBatch = false, orientation = "paper", detachTarget = false } = options;
  const [q, p, n] = [queries, positives, negatives].map(unitRows); // [B, D]
  const table = isTable(options);
  const along = orientation === "paper" ? [-1, 1] : [1, -1];
  const place = (vector: Tensor): Tensor => table ? tf.reshape(vector, along) : vector;

  // in-batch: P_ii - N_ij (reference: P_jj - N_ij); otherwise: P_ii - N_ii, in a table down the rows (along them)
  const margins = inBatch
    ? tf.sub(place(pairedDots(q, p)), allDots(q, n)) // [B, B]
    : place(tf.sub(pairedDots(q, p), pairedDots(q, n))); // [B], [B, 1] or [1, B]

  if (typeof target === "number") return { margins, targets: tf.scalar(target) };
  // T = (s(p, n) + 1) / 2
  const similarity = table ? allDots(p, n) : pairedDots(p, n);
  const targets: Tensor = tf.div(tf.add(similarity, 1), 2); // [B] or [B, B]
  return { margins, targets: detachTarget ? detach(targets) : targets };
}

const choices = {
  inBatch: [true, false],
  errorFn: Object.keys(errors),
  orientation: ["paper", "reference"],
  detachTarget: [true, false],
} as const;

/** Options may come from a file, which types do not check. */
function checkOptions(options: MarginOptions): void {
  checkNames("Margin loss", options, ["target", ...Object.keys(choices)]);
  const { target } = options;
  const known = typeof target === "number"
    ? Math.abs(target) <= 2
    : ["adaptive", "distributed"].includes(target);
  if (!known) {
    throw new UserError(
      `Margin loss: expected target to be a number in [-2, 2], "adaptive" or "distributed" ` +
        `but found ${typeof target === "number" ? target : JSON.stringify(target)}.`,
    );
  }
  for (const [name, values] of Object.entries(choices)) {
    const value = options[name as keyof typeof choices];
    if (value !== undefined && !(values as readonly unknown[]).includes(value)) {
      throw new UserError(
        `Margin loss: expected ${name} to be one of ${values.join(", ")} but found ${JSON.stringify(value)}.`,
      );
    }
  }
  if (options.inBatch && target === "distributed") {
    throw new UserError(
      "Margin loss: a distributed target is not defined with in-batch negatives. " +
        'Leave inBatch out, or use target "adaptive".',
    );
  }
}
