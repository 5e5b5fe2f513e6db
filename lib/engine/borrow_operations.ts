/**
 * Operations that one backend lacks, run by another: WebAssembly lacks the gradient of `gather`, for example. tfjs calls
 * a backend's implementation of an operation its kernel.
 */
import type { DataType, KernelConfig, KernelFunc, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs";
import type { Tf } from "./info.ts";

/** How both of tfjs' portable backends store tensors. */
interface Storage {
  write(values: Values, shape: number[], dtype: DataType): TensorInfo["dataId"];
  readSync(dataId: TensorInfo["dataId"]): Values;
  disposeData(dataId: TensorInfo["dataId"], force?: boolean): boolean;
}
type Values = Float32Array | Int32Array | Uint8Array;

/**
 * Registers for a backend the operations that only another one has. Their inputs and outputs are copied between the two.
 *
 * @param to The backend that lacks some.
 * @param from The backend that has them.
 */
export function borrowOperations(tf: Tf, to: string, from: string): void {
  const present = new Set(tf.getKernelsForBackend(to).map((kernel) => kernel.kernelName));
  for (const kernel of tf.getKernelsForBackend(from)) {
    if (present.has(kernel.kernelName)) continue;
    tf.registerKernel({ ...kernel, backendName: to, kernelFunc: borrowed(tf, kernel, from) });
  }
}

function borrowed(tf: Tf, kernel: KernelConfig, from: string): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const own = backend as Storage;
    const lender = tf.findBackend(from) as unknown as Storage;
    const copy = (tensor: TensorInfo, source: Storage, target: Storage): TensorInfo => ({
      dataId: target.write(source.readSync(tensor.dataId), tensor.shape, tensor.dtype),
      shape: tensor.shape,
      dtype: tensor.dtype,
    });
    const lent: TensorInfo[] = [];
    const lend = (tensor: TensorInfo): TensorInfo => {
      const copied = copy(tensor, own, lender);
      lent.push(copied);
      return copied;
    };
    const lentInputs = Object.fromEntries(
      Object.entries(inputs).map((
        [name, input],
      ) => [name, Array.isArray(input) ? input.map(lend) : input && lend(input)]),
    ) as NamedTensorInfoMap;
    const result = kernel.kernelFunc({ inputs: lentInputs, attrs, backend: lender });
    const results = Array.isArray(result) ? result : [result];
    const returned = results.map((tensor) => copy(tensor, lender, own));
    for (const { dataId } of [...lent, ...results]) lender.disposeData(dataId, true);
    return Array.isArray(result) ? returned : returned[0];
  };
}
