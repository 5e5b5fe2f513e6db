/**
 * Operations for which TensorFlow has a faster variant than the one that tfjs picks.
 *
 * Shapes: `N` rows, `D` columns. None records a gradient: use them inside `customGrad`.
 */
import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs";
import { engine, tf } from "./engine.ts";
import { native } from "./native.ts";

/**
 * Adds a bias to every row. tfjs would broadcast with `AddV2`, slower than `BiasAdd`.
 *
 * @param x `[N, D]`
 * @param bias `[D]`
 * @returns `[N, D]`
 */
export function addBias(x: Tensor2D, bias: Tensor1D): Tensor2D {
  return engine.backend === "tensorflow"
    ? native("BiasAdd", [x, bias], { T: "float", data_format: "NHWC" }) as Tensor2D
    : tf.add(x, bias);
}

/**
 * The sum of all rows: the gradient of `addBias`. tfjs would reduce over the first axis, two to five times slower.
 *
 * @param x `[N, D]`
 * @returns `[D]`
 */
export function sumRows(x: Tensor2D): Tensor1D {
  return engine.backend === "tensorflow"
    ? native("BiasAddGrad", [x], { T: "float", data_format: "NHWC" }) as Tensor1D
    : tf.sum(x, 0);
}

/**
 * A product with weights, plus an addend.
 *
 * @param a `[N, D]`
 * @param b `[D, E]`, or `[E, D]` with `transposeB`.
 * @param addend `[N, E]`, or `[E]` for every row.
 * @returns `[N, E]`
 */
export function multiplyAdd(
  a: Tensor2D,
  b: Tensor2D,
  addend: Tensor1D | Tensor2D,
  { transposeB = false }: { transposeB?: boolean } = {},
): Tensor2D {
  if (!engine.customProducts) {
    const product: Tensor2D = tf.matMul(a, b, false, transposeB);
    return addend.rank === 1 ? addBias(product, addend as Tensor1D) : tf.add(product, addend);
  }
  const rows = addend.rank === 1 ? addend.as2D(1, addend.size) : addend;
  return native("KitProduct", [a, b, rows], { transpose_b: { int: Number(transposeB) } }) as Tensor2D;
}
