/**
 * Loads a binding of tfjs-node, multiplies two matrices, and prints the version of its TensorFlow as JSON. It is a
 * separate process because a binding that does not fit may crash.
 */
import { createRequire } from "node:module";
import process from "node:process";

interface Binding {
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_BOOL: number;
  createTensor(shape: number[], type: number, values: Float32Array): number;
  executeOp(name: string, attributes: unknown[], inputs: number[], outputs: number): { id: number }[];
  tensorDataSync(id: number): Float32Array;
}

const tf = createRequire(import.meta.url)(process.argv[2]) as Binding;
const matrix = (...values: number[]) => tf.createTensor([2, 2], tf.TF_FLOAT, Float32Array.from(values));
const [product] = tf.executeOp(
  "MatMul",
  [
    { name: "transpose_a", type: tf.TF_ATTR_BOOL, value: false },
    { name: "transpose_b", type: tf.TF_ATTR_BOOL, value: false },
    { name: "T", type: tf.TF_ATTR_TYPE, value: tf.TF_FLOAT },
  ],
  [matrix(1, 2, 3, 4), matrix(1, 1, 1, 1)],
  1,
);
const values = String(tf.tensorDataSync(product.id));
if (values !== "3,3,7,7") throw new Error(`expected the product 3,3,7,7 but found ${values}`);
console.log(JSON.stringify({ version: tf.TF_Version }));
