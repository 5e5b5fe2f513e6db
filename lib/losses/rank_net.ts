/**
 * Pairwise logistic distillation (RankNet): the student's probability that a positive ranks before a negative follows
 * that of a teacher.
 *
 * @see Burges et al., Learning to Rank using Gradient Descent, ICML 2005.
 */
import { type Scalar, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { studentMargins } from "./teacher.ts";
import { checkTemperature } from "./temperature.ts";
import { checkNames, checkTriples } from "./triples.ts";

export interface RankNetOptions {
  /** Divisor of the student's margins; default 0.05. */
  temperature?: number;
  /** Divisor of the teacher's margins; default that of the student. Near 0, the teacher's order alone counts. */
  teacherTemperature?: number;
}

const LOSS = "RankNet";

/**
 * Mean of -r log s - (1 - r) log(1 - s), with s = sigmoid(m / temperature) of the student's margins and r =
 * sigmoid(t / teacherTemperature) of the teacher's.
 *
 * @param queries `[B, D]`, rows of any length.
 * @param positives `[B, D]`
 * @param negatives `[B, D]`
 * @param teacherMargins `[B]`: of each query's own triple, in the range of differences of cosines; or `[B, B]`: of
 *   query i's positive against negative j.
 * @returns A scalar, in nats, differentiable by the embeddings.
 * @throws UserError for wrong shapes, an unknown option, or a temperature that is not a positive number.
 *
 * @example Neither has a preference
 * ```ts
 * import assert from "node:assert/strict";
 * import { tf } from "kit/engine/mod.ts";
 * const query = tf.tensor2d([[1, 0]]);
 * const loss = rankNetLoss(query, query, query, tf.tensor1d([0]));
 * assert.ok(Math.abs(loss.dataSync()[0] - Math.log(2)) < 1e-6);
 * ```
 */
export function rankNetLoss(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  teacherMargins: Tensor,
  options: RankNetOptions = {},
): Scalar {
  const { temperature = 0.05, teacherTemperature = temperature } = options;
  checkTriples(queries, positives, negatives);
  checkNames(LOSS, options, ["temperature", "teacherTemperature"]);
  checkTemperature(LOSS, "temperature", temperature);
  checkTemperature(LOSS, "teacherTemperature", teacherTemperature);
  return tf.tidy(() => {
    const margins = studentMargins(LOSS, [queries, positives, negatives], teacherMargins);
    const x = tf.div(margins, temperature);
    const wanted = tf.sigmoid(tf.div(teacherMargins, teacherTemperature));
    // The cross-entropy of a sigmoid is log(1 + exp(x)) - r x.
    return tf.mean(tf.sub(tf.softplus(x), tf.mul(wanted, x)));
  });
}
