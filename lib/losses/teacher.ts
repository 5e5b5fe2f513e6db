/** What a teacher says of a batch of `B` triples, and its check. */
import { UserError } from "../base/mod.ts";
import { type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { allDots, pairedDots, unitRows } from "./cosine.ts";
import { marginTable } from "./margin.ts";

/**
 * Checks that a teacher's numbers have one of the shapes that a loss takes.
 *
 * @throws UserError that names the shapes, and the one found.
 */
export function checkTeacher(
  loss: string,
  numbers: Tensor,
  expected: { what: string; shapes: readonly (readonly number[])[] },
): void {
  const { what, shapes } = expected;
  if (numbers instanceof tf.Tensor && shapes.some((shape) => shape.join() === numbers.shape.join())) return;
  const words = (shape: readonly number[]) => `[${shape.join(", ")}]`;
  throw new UserError(
    `${loss}: expected ${what} of shape ${shapes.map(words).join(" or ")} but found ${
      numbers instanceof tf.Tensor ? words(numbers.shape) : String(numbers)
    }.`,
  );
}

/** The student's margins beside those of a teacher: P_ii - N_ii for `[B]`, P_ii - N_ij for `[B, B]`. */
export function studentMargins(
  loss: string,
  [queries, positives, negatives]: readonly [Tensor2D, Tensor2D, Tensor2D],
  teacherMargins: Tensor,
): Tensor {
  const [B] = queries.shape;
  checkTeacher(loss, teacherMargins, { what: "the teacher's margins", shapes: [[B], [B, B]] });
  return marginTable(queries, positives, negatives, { target: 0, inBatch: teacherMargins.rank === 2 })
    .margins;
}

/** Cosines of each query with its own positive and negative, `[B, 2]`. */
export function ownCosines(queries: Tensor2D, positives: Tensor2D, negatives: Tensor2D): Tensor2D {
  const [q, p, n] = [queries, positives, negatives].map(unitRows);
  return tf.stack([pairedDots(q, p), pairedDots(q, n)], 1) as Tensor2D;
}

/** Cosines of each query with all positives, then with all negatives, `[B, 2B]`. */
export function batchCosines(queries: Tensor2D, positives: Tensor2D, negatives: Tensor2D): Tensor2D {
  const [q, p, n] = [queries, positives, negatives].map(unitRows);
  return allDots(q, tf.concat([p, n]));
}
