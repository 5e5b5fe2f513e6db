/**
 * The dual supervision of TAS-B: Margin-MSE on each query's own triple, and on the other passages of the batch.
 *
 * @see Hofstätter, Lin, Yang, Lin & Hanbury, Efficiently Teaching an Effective Dense Retriever with Balanced Topic
 *   Aware Sampling, SIGIR 2021, arXiv 2104.06967 (section 4).
 */
import { UserError } from "../base/mod.ts";
import { type Scalar, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import { batchCosines, checkTeacher } from "./teacher.ts";
import { checkNames, checkTriples } from "./triples.ts";

export interface DualMarginMSEOptions {
  /** What the passages of other queries count, beside 1 for a query's own triple; default 0.75, the paper's. */
  weight?: number;
}

/** What the teachers say of a batch, in the range of cosines. */
export interface DualTeacher {
  /** `[B, 2B]`: of each query with all positives of the batch, then with all its negatives. */
  scores: Tensor2D;
  /** `[B]`: of each query's own triple, by a stronger teacher; default by `scores`. */
  margins?: Tensor1D;
}

const LOSS = "Dual Margin-MSE";

/**
 * Mean of (m_i - t_i)² over the triples, plus `weight` times the mean of (m_ij - t_ij)² over the other queries'
 * positives and negatives, with m_ij the cosine of query i and its positive minus that of query i and passage j.
 *
 * @param queries `[B, D]`, rows of any length.
 * @param positives `[B, D]`
 * @param negatives `[B, D]`
 * @returns A scalar, differentiable by the embeddings.
 * @throws UserError for wrong shapes, an unknown option, or a weight that is not a number of at least 0.
 *
 * @example A batch of one has no other passages
 * ```ts
 * import assert from "node:assert/strict";
 * import { tf } from "kit/engine/mod.ts";
 * const query = tf.tensor2d([[1, 0]]);
 * const loss = dualMarginMSELoss(query, query, tf.tensor2d([[0, 1]]), { scores: tf.tensor2d([[0.75, 0.25]]) });
 * assert.equal(loss.dataSync()[0], 0.25);
 * ```
 */
export function dualMarginMSELoss(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  teacher: DualTeacher,
  options: DualMarginMSEOptions = {},
): Scalar {
  const { weight = 0.75 } = options;
  checkTriples(queries, positives, negatives);
  checkNames(LOSS, options, ["weight"]);
  if (!(typeof weight === "number" && weight >= 0 && weight < Infinity)) {
    throw new UserError(`${LOSS}: expected weight to be a number of at least 0 but found ${weight}.`);
  }
  const [B] = queries.shape;
  const { scores, margins } = teacher;
  checkTeacher(LOSS, scores, { what: "the teacher's scores", shapes: [[B, 2 * B]] });
  if (margins) checkTeacher(LOSS, margins, { what: "the teacher's margins", shapes: [[B]] });
  return tf.tidy(() => {
    const own = tf.eye(B) as Tensor2D; // [B, B]
    const ofOthers = tf.sub(1, tf.concat([own, own], 1)); // [B, 2B]
    const student = marginsOf(batchCosines(queries, positives, negatives), own);
    const taught = marginsOf(scores, own);
    const pairs = tf.squaredDifference(student.own, margins ?? taught.own); // [B]
    const others = tf.mul(tf.squaredDifference(student.all, taught.all), ofOthers); // [B, 2B]
    const mean = tf.div(tf.sum(others), Math.max(1, 2 * B * (B - 1)));
    return tf.add(tf.mean(pairs), tf.mul(weight, mean)) as Scalar;
  });
}

/** Margins of each query's positive against its own negative, `[B]`, and against every passage, `[B, 2B]`. */
function marginsOf(scores: Tensor2D, own: Tensor2D): { own: Tensor1D; all: Tensor2D } {
  const [positives, negatives] = tf.split(scores, 2, 1).map((table) => tf.sum(tf.mul(table, own), 1)); // [B]
  return { own: tf.sub(positives, negatives), all: tf.sub(tf.expandDims(positives, 1), scores) };
}
