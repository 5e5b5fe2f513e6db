/** How embeddings lie: numbers that say something of an encoder before anything is trained. */
import { UserError } from "../base/mod.ts";

/** Rows of length 1, `[rows * width]`. */
export interface Vectors {
  readonly values: Float32Array;
  readonly width: number;
}

/** The cosines of rows of the same number, `[rows]`. */
export function cosines(a: Vectors, b: Vectors): Float64Array {
  const { width } = a;
  return Float64Array.from({ length: a.values.length / width }, (_, row) => {
    let sum = 0;
    for (let d = row * width; d < (row + 1) * width; d++) sum += a.values[d] * b.values[d];
    return sum;
  });
}

/**
 * The mean squared distance of what belongs together, 2 - 2 cos; 0 is the least.
 *
 * @see Wang & Isola 2020, Understanding Contrastive Representation Learning through Alignment and Uniformity, section 4.1,
 *   with exponent 2.
 */
export function alignment(queries: Vectors, positives: Vectors): number {
  const found = cosines(queries, positives);
  return found.reduce((sum, cosine) => sum + 2 - 2 * cosine, 0) / found.length;
}

/**
 * The logarithm of the mean of exp(-2 d^2) over all pairs of rows with the distance d; the lower, the more evenly they are
 * spread over the sphere, and 0 where all are the same.
 *
 * @throws UserError for fewer than two rows.
 * @see Wang & Isola 2020, section 4.1, with t = 2.
 */
export function uniformity({ values, width }: Vectors): number {
  const rows = values.length / width;
  if (rows < 2) throw new UserError(`Uniformity: expected at least two rows but found ${rows}.`);
  let total = 0;
  for (let i = 1; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      let cosine = 0;
      for (let d = 0; d < width; d++) cosine += values[i * width + d] * values[j * width + d];
      total += Math.exp(-2 * (2 - 2 * cosine));
    }
  }
  return Math.log(total / (rows * (rows - 1) / 2));
}

/**
 * How many directions the rows use: (sum of l)^2 / sum of l^2 over the eigenvalues l of their covariance, from 1 to the width.
 *
 * It needs no eigenvalues: the sums are the trace of the covariance and the sum of its squared entries.
 *
 * @throws UserError where all rows are the same.
 * @see Gao et al. 2017, A theory of multineuronal dimensionality (participation ratio).
 */
export function effectiveRank({ values, width }: Vectors): number {
  const rows = values.length / width;
  const centre = new Float64Array(width);
  values.forEach((value, i) => centre[i % width] += value / rows);
  const centred = Float64Array.from(values, (value, i) => value - centre[i % width]);
  // Rows and columns have the same eigenvalues but for zeros: the smaller of the two tables is made.
  const [count, length, step, next] = rows < width ? [rows, width, width, 1] : [width, rows, 1, width];
  let trace = 0, squares = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < length; k++) sum += centred[i * step + k * next] * centred[j * step + k * next];
      if (i === j) trace += sum;
      squares += (i === j ? 1 : 2) * sum ** 2;
    }
  }
  if (trace > 0) return trace ** 2 / squares;
  throw new UserError("Effective rank: expected rows that differ but found all the same.");
}
