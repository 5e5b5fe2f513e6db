/**
 * A few operations that TensorFlow has a faster kernel for than the one tfjs picks.
 *
 * Shapes: `N` rows, `D` columns. None records a gradient: they are for use inside `customGrad`.
 */
import { engine, type Tensor, type Tensor1D, type Tensor2D, tf } from "./mod.ts";
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

/** The sum of tensors of one shape; a single one is returned as it is. */
export function addAll<T extends Tensor>(tensors: T[]): T {
  return tensors.length === 1 ? tensors[0] : tf.addN(tensors);
}
