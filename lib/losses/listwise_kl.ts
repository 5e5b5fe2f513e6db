/**
 * Listwise distillation: the student's softmax over a list of passages follows that of a teacher.
 *
 * @see Hinton, Vinyals & Dean, Distilling the Knowledge in a Neural Network, 2015, arXiv 1503.02531.
 */
import { type Scalar, type Tensor2D, tf } from "../engine/mod.ts";
import { batchCosines, checkTeacher, ownCosines } from "./teacher.ts";
import { checkTemperature } from "./temperature.ts";
import { checkNames, checkTriples } from "./triples.ts";

export interface ListwiseKLOptions {
  /** Divisor of the student's cosines; default 0.05. */
  temperature?: number;
  /** Divisor of the teacher's scores; default that of the student. */
  teacherTemperature?: number;
}

const LOSS = "Listwise KL";

/**
 * Mean over the queries of KL(teacher || student) = sum_j t_j (log t_j - log s_j), with t and s the softmax of the
 * teacher's scores and of the student's cosines over a query's list.
 *
 * @param queries `[B, D]`, rows of any length.
 * @param positives `[B, D]`
 * @param negatives `[B, D]`
 * @param teacherScores `[B, 2]`: of the query's own positive and negative; or `[B, 2B]`: of all positives of the
 *   batch, then of all its negatives.
 * @returns A scalar, in nats, differentiable by the embeddings.
 * @throws UserError for wrong shapes, an unknown option, or a temperature that is not a positive number.
 *
 * @example A student that scores as its teacher does
 * ```ts
 * import assert from "node:assert/strict";
 * import { tf } from "kit/engine/mod.ts";
 * const query = tf.tensor2d([[1, 0]]);
 * const loss = listwiseKLLoss(query, query, tf.tensor2d([[0, 1]]), tf.tensor2d([[1, 0]]));
 * assert.ok(Math.abs(loss.dataSync()[0]) < 1e-6);
 * ```
 */
export function listwiseKLLoss(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  teacherScores: Tensor2D,
  options: ListwiseKLOptions = {},
): Scalar {
  const { temperature = 0.05, teacherTemperature = temperature } = options;
  checkTriples(queries, positives, negatives);
  checkNames(LOSS, options, ["temperature", "teacherTemperature"]);
  checkTemperature(LOSS, "temperature", temperature);
  checkTemperature(LOSS, "teacherTemperature", teacherTemperature);
  const [B] = queries.shape;
  checkTeacher(LOSS, teacherScores, { what: "the teacher's scores", shapes: [[B, 2], [B, 2 * B]] });
  return tf.tidy(() => {
    const cosines = teacherScores.shape[1] === 2 ? ownCosines : batchCosines;
    const student = tf.logSoftmax(tf.div(cosines(queries, positives, negatives), temperature)); // [B, K]
    const teacher = tf.logSoftmax(tf.div(teacherScores, teacherTemperature)); // [B, K]
    return tf.mean(tf.sum(tf.mul(tf.exp(teacher), tf.sub(teacher, student)), 1));
  });
}
