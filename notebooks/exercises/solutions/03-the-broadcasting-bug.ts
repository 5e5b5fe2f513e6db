import { type Tensor1D, type Tensor2D, tf } from "kit/engine/mod.ts";

// A vector is broadcast along the last axis: it stood in every row, so that column j had the positive of query j.
export function inBatchMargins(positives: Tensor1D, negatives: Tensor2D): Tensor2D {
  return tf.sub<Tensor2D>(tf.expandDims(positives, 1), negatives);
}
