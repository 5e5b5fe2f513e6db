/**
 * TensorFlow's own operations by name, those included that tfjs has no function for. They record no gradient, and
 * exist only where `engine.backend` is `tensorflow`.
 */
import { type Tensor, tf } from "./mod.ts";

/** Attributes by name: the data type `float`, a shape, a yes or no, or any other text. */
export type Attributes = Readonly<Record<string, "float" | number[] | boolean | string>>;

interface NativeBackend {
  readonly binding: Record<`TF_ATTR_${"TYPE" | "STRING" | "BOOL" | "SHAPE"}` | "TF_FLOAT", number>;
  executeMultipleOutputs(name: string, attributes: unknown[], inputs: Tensor[], outputs: number): Tensor[];
}

/**
 * Runs an operation with one output.
 *
 * @param name As in TensorFlow's registry, such as `BiasAdd`.
 */
export function native(name: string, inputs: Tensor[], attributes: Attributes): Tensor {
  return execute(name, inputs, attributes, 1)[0];
}

/** Runs an operation that returns nothing, such as `AssignVariableOp`. */
export function nativeEffect(name: string, inputs: Tensor[], attributes: Attributes): void {
  execute(name, inputs, attributes, 0);
}

function execute(name: string, inputs: Tensor[], attributes: Attributes, outputs: number): Tensor[] {
  const backend = tf.backend() as unknown as NativeBackend;
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_ATTR_BOOL, TF_ATTR_SHAPE, TF_FLOAT } = backend.binding;
  const list = Object.entries(attributes).map(([name, value]) => {
    if (value === "float") return { name, type: TF_ATTR_TYPE, value: TF_FLOAT };
    if (typeof value === "boolean") return { name, type: TF_ATTR_BOOL, value };
    return { name, type: Array.isArray(value) ? TF_ATTR_SHAPE : TF_ATTR_STRING, value };
  });
  return backend.executeMultipleOutputs(name, list, inputs, outputs);
}
