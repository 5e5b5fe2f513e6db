/** Cosine similarity, as products of rows of length 1. */
import { type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";

/** Rows shorter than this are divided by it instead of their length, as in PyTorch's `cosine_similarity`. */
const SHORTEST = 1e-8;

/**
 * Rows of length 1. A row of zeros stays zero, and its gradient finite.
 *
 * @param x `[B, D]`
 * @returns `[B, D]`
 */
export function unitRows(x: Tensor2D): Tensor2D {
  // The bound is inside the root, whose slope at zero is infinite.
  const squared = tf.maximum(tf.sum(tf.square(x), 1, true), SHORTEST ** 2); // [B, 1]
  return tf.div(x, tf.sqrt(squared));
}

/** Products of row i with row i: `[B, D]`, `[B, D]` to `[B]`. */
export function pairedDots(x: Tensor2D, y: Tensor2D): Tensor1D {
  return tf.sum(tf.mul(x, y), 1);
}

/** Products of every row i with every row j: `[B, D]`, `[C, D]` to `[B, C]`. */
export function allDots(x: Tensor2D, y: Tensor2D): Tensor2D {
  return tf.matMul(x, y, false, true);
}
