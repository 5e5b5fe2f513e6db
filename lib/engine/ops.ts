/**
 * A few operations that TensorFlow has a faster kernel for than the one tfjs picks.
 *
 * Shapes: `N` rows, `D` columns.
 */
import { engine, type Tensor1D, type Tensor2D, tf } from "./mod.ts";

interface NativeBackend {
  binding: { TF_ATTR_TYPE: number; TF_ATTR_STRING: number; TF_FLOAT: number };
  executeSingleOutput(name: string, attributes: unknown[], inputs: unknown[]): Tensor2D;
}

/**
 * Adds a bias to every row. tfjs would broadcast with `AddV2`, six times slower than `BiasAdd`.
 *
 * @param x `[N, D]`
 * @param bias `[D]`
 * @returns `[N, D]`; no gradient is recorded: for use inside `customGrad`.
 */
export function addBias(x: Tensor2D, bias: Tensor1D): Tensor2D {
  if (engine.backend !== "tensorflow") return tf.add(x, bias);
  const native = tf.backend() as unknown as NativeBackend;
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_FLOAT } = native.binding;
  return native.executeSingleOutput("BiasAdd", [
    { name: "T", type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: "data_format", type: TF_ATTR_STRING, value: "NHWC" },
  ], [x, bias]);
}

/**
 * The sum of all rows, as a product with a row of ones: five times faster than a reduction over the first axis.
 *
 * @param x `[N, D]`
 * @returns `[D]`
 */
export function sumRows(x: Tensor2D): Tensor1D {
  return tf.tidy(() => tf.matMul(tf.ones([1, x.shape[0]]) as Tensor2D, x).as1D());
}
