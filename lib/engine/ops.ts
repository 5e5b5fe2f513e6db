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
