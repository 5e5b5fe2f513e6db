/** A teacher's golden scores, for the tests of distillation losses. */
import { generator } from "../base/mod.ts";
import { type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };

/** What a teacher says of `B` triples. */
export interface TeacherNumbers {
  /** `[B, 2B]` */
  batchScores: Tensor2D;
  /** `[B, 2]` */
  scores: Tensor2D;
  /** `[B]` */
  margins: Tensor1D;
  /** `[B, B]` */
  batchMargins: Tensor2D;
}

/** All that follows from the scores of all passages of a batch. */
export function teacherOf(rows: readonly (readonly number[])[]): TeacherNumbers {
  const B = rows.length;
  const own = rows.map((row, i) => [row[i], row[B + i]]);
  return {
    batchScores: tf.tensor2d(rows.map((row) => [...row])),
    scores: tf.tensor2d(own),
    margins: tf.tensor1d(own.map(([positive, negative]) => positive - negative)),
    batchMargins: tf.tensor2d(rows.map((row, i) => row.slice(B).map((score) => row[i] - score))),
  };
}

/** The teacher of the golden embeddings. */
export const goldenTeacher = (): TeacherNumbers => teacherOf(golden.teacherScores);

/** Seeded scores in the range of cosines. */
export function randomTeacher(B: number, seed: number): TeacherNumbers {
  const random = generator(seed);
  return teacherOf(
    Array.from({ length: B }, () => Array.from({ length: 2 * B }, () => 2 * random.uniform() - 1)),
  );
}
