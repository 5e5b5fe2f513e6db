/**
 * Margin-MSE: the student's margins follow those of a teacher.
 *
 * @see Hofstätter, Althammer, Schröder, Sertkan & Hanbury, Improving Efficient Neural Ranking Models with
 *   Cross-Architecture Knowledge Distillation, 2020, arXiv 2010.02666.
 */
import { type Scalar, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { studentMargins } from "./teacher.ts";
import { checkTriples } from "./triples.ts";

/**
 * Mean of (m - t)², with the student's margins m of cosines and the teacher's t.
 *
 * @param queries `[B, D]`, rows of any length.
 * @param positives `[B, D]`
 * @param negatives `[B, D]`
 * @param teacherMargins `[B]`: of each query's own triple, in the range of differences of cosines; or `[B, B]`: of
 *   query i's positive against negative j.
 * @returns A scalar, differentiable by the embeddings.
 * @throws UserError for embeddings or margins of wrong shapes.
 *
 * @example A margin of 1 where the teacher's is 0.5
 * ```ts
 * import assert from "node:assert/strict";
 * import { tf } from "kit/engine/mod.ts";
 * const query = tf.tensor2d([[1, 0]]);
 * const loss = marginMSELoss(query, query, tf.tensor2d([[0, 1]]), tf.tensor1d([0.5]));
 * assert.equal(loss.dataSync()[0], 0.25);
 * ```
 */
export function marginMSELoss(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  teacherMargins: Tensor,
): Scalar {
  checkTriples(queries, positives, negatives);
  return tf.tidy(() => {
    const margins = studentMargins("Margin-MSE", [queries, positives, negatives], teacherMargins);
    return tf.mean(tf.squaredDifference(margins, teacherMargins));
  });
}
