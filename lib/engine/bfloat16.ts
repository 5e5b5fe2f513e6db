/**
 * A product in bfloat16 by TensorFlow's own operations. tfjs has no tensors of that type, so what is in it never becomes
 * one: its handles go from operation to operation.
 */
import type { Tensor2D } from "@tensorflow/tfjs";
import { tf } from "./engine.ts";
import type { NativeBackend } from "./native.ts";

/** `DT_BFLOAT16` of TensorFlow's types.proto. */
const BFLOAT16 = 14;

/**
 * a b, whose factors are rounded to bfloat16, as is the product, whose sums are in float32.
 *
 * @param a `[N, D]`, or `[D, N]` with `transposeA`.
 * @param b `[D, E]`, or `[E, D]` with `transposeB`.
 * @returns `[N, E]`, in float32.
 */
export function multiplyBfloat16(
  a: Tensor2D,
  b: Tensor2D,
  { transposeA, transposeB }: { transposeA: boolean; transposeB: boolean },
): Tensor2D {
  const backend = tf.backend() as unknown as NativeBackend;
  const { binding } = backend;
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_FLOAT } = binding;
  const handles: number[] = [];
  const run = (
    name: string,
    types: Record<string, number>,
    flags: Record<string, boolean>,
    inputs: number[],
  ) => {
    const attributes = [
      ...Object.entries(types).map(([name, value]) => ({ name, type: TF_ATTR_TYPE, value })),
      ...Object.entries(flags).map(([name, value]) => ({ name, type: TF_ATTR_BOOL, value })),
    ];
    return binding.executeOp(name, attributes, inputs, 1)[0];
  };
  const cast = (from: number, to: number, input: number) =>
    run("Cast", { SrcT: from, DstT: to }, { Truncate: false }, [input]);
  try {
    for (const factor of backend.getInputTensorIds([a, b])) {
      handles.push(cast(TF_FLOAT, BFLOAT16, factor).id);
    }
    const transposed = { transpose_a: transposeA, transpose_b: transposeB };
    handles.push(run("MatMul", { T: BFLOAT16 }, transposed, handles.slice(0, 2)).id);
    return backend.createOutputTensor(cast(BFLOAT16, TF_FLOAT, handles[2])) as Tensor2D;
  } finally {
    for (const handle of handles) binding.deleteTensor(handle);
  }
}
