/**
 * TensorFlow's operations by name, including those that tfjs has no function for. They record no gradient, and exist
 * only where `engine.backend` is `tensorflow`.
 */
import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "./engine.ts";

/** Attributes by name: the data type `float`, a shape, a boolean, a number, or any other text. */
export type Attributes = Readonly<
  Record<string, "float" | number[] | boolean | { int: number } | { float: number } | string>
>;

/** What TensorFlow knows a tensor by. */
interface Handle {
  readonly id: number;
}

/** tfjs-node's backend, and the binding that it calls TensorFlow by. */
export interface NativeBackend {
  readonly binding:
    & Record<`TF_ATTR_${"TYPE" | "STRING" | "BOOL" | "SHAPE" | "INT" | "FLOAT"}` | "TF_FLOAT", number>
    & {
      executeOp(name: string, attributes: unknown[], inputs: number[], outputs: number): Handle[];
      deleteTensor(id: number): void;
    };
  executeMultipleOutputs(name: string, attributes: unknown[], inputs: Tensor[], outputs: number): Tensor[];
  /** The handles of tensors, whose values TensorFlow is given where it has them not yet. */
  getInputTensorIds(tensors: Tensor[]): number[];
  /** A tensor of tfjs that owns a handle. */
  createOutputTensor(handle: Handle): Tensor;
}

/**
 * Runs an operation with one output.
 *
 * @param name As in TensorFlow's registry, such as `BiasAdd`.
 */
export function native(name: string, inputs: Tensor[], attributes: Attributes): Tensor {
  return nativeOutputs(name, inputs, attributes, 1)[0];
}

/** Runs an operation that returns nothing, such as `AssignVariableOp`. */
export function nativeEffect(name: string, inputs: Tensor[], attributes: Attributes): void {
  nativeOutputs(name, inputs, attributes, 0);
}

/** Runs an operation with several outputs. */
export function nativeOutputs(
  name: string,
  inputs: Tensor[],
  attributes: Attributes,
  outputs: number,
): Tensor[] {
  const backend = tf.backend() as unknown as NativeBackend;
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_ATTR_BOOL, TF_ATTR_SHAPE, TF_FLOAT } = backend.binding;
  const { TF_ATTR_INT, TF_ATTR_FLOAT } = backend.binding;
  const list = Object.entries(attributes).map(([name, value]) => {
    if (value === "float") return { name, type: TF_ATTR_TYPE, value: TF_FLOAT };
    if (typeof value === "boolean") return { name, type: TF_ATTR_BOOL, value };
    if (Array.isArray(value)) return { name, type: TF_ATTR_SHAPE, value };
    if (typeof value === "string") return { name, type: TF_ATTR_STRING, value };
    if ("int" in value) return { name, type: TF_ATTR_INT, value: value.int };
    return { name, type: TF_ATTR_FLOAT, value: value.float };
  });
  return backend.executeMultipleOutputs(name, list, inputs, outputs);
}
