/**
 * Brings a teacher's margins to the range that a student's cosines can have.
 *
 * A cross-encoder's scores have no limit, and their margins are often above 10; those of cosines are at most 2, and of a
 * trained student rarely above 1. A student that is asked for the teacher's own margins cannot reach them, and distillation
 * would fail for a reason that has nothing to do with it.
 *
 * The teacher's scores are multiplied by one positive number. It keeps every order and every equality: a margin of 0, no
 * preference, stays 0, which a shift of margins would not. One number cannot fit both the mean and the spread that is
 * wanted, so that it is fitted by least squares to the two:
 *
 *     scale = argmin (scale m - wanted mean)^2 + (scale s - wanted spread)^2 = (m wanted mean + s wanted spread) / (m^2 + s^2)
 *
 * with the mean m and the standard deviation s of the teacher's margins. They are taken on dev, as is what is wanted, so
 * that no test query decides.
 */
import { mean, UserError } from "../base/mod.ts";

/** Mean and standard deviation of margins. */
export interface MarginMoments {
  readonly mean: number;
  readonly spread: number;
}

/** Scores of triples' positives and negatives, one of each a triple. */
export interface TripleScores {
  readonly positives: ArrayLike<number>;
  readonly negatives: ArrayLike<number>;
}

/**
 * The mean and the spread of the margins of triples, score of the positive minus score of the negative.
 *
 * @throws UserError where there are no triples.
 */
export function marginMoments({ positives, negatives }: TripleScores): MarginMoments {
  const margins = Float64Array.from(positives, (score, i) => score - negatives[i]);
  const centre = mean(margins);
  return { mean: centre, spread: Math.sqrt(mean(margins.map((margin) => (margin - centre) ** 2))) };
}

/**
 * The number that a teacher's scores are multiplied by.
 *
 * @param teacher Moments of its margins on dev triples.
 * @param wanted Moments that a student should have, such as those of a student trained without a teacher, on the same
 *   triples.
 * @returns A positive number.
 * @throws UserError where the teacher does not tell positives from negatives on the whole, or nothing positive is wanted.
 *
 * @example Margins that are ten times as large
 * ```ts
 * import assert from "node:assert/strict";
 * const scale = teacherScale({ mean: 4, spread: 3 }, { mean: 0.4, spread: 0.3 });
 * assert.ok(Math.abs(scale - 0.1) < 1e-12);
 * ```
 */
export function teacherScale(teacher: MarginMoments, wanted: MarginMoments): number {
  const { mean: m, spread: s } = teacher;
  const scale = (m * wanted.mean + s * wanted.spread) / (m ** 2 + s ** 2);
  if (m > 0 && scale > 0 && scale < Infinity) return scale;
  throw new UserError(
    "Expected a teacher that scores positives above negatives on average, and wanted margins above 0, but found a mean " +
      `margin of ${m} and wanted ${wanted.mean} with a spread of ${wanted.spread}. Train the teacher before it teaches.`,
  );
}

/** Scores times a number. */
export function scaledScores(scores: Float32Array, scale: number): Float32Array {
  return scores.map((score) => score * scale);
}
