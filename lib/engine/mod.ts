/**
 * The tensor engine: `tf`, and what runs it.
 *
 * All tensor code is written against tfjs. This folder alone decides, once, what executes it: tfjs-node on a
 * native TensorFlow, or the next best tfjs backend, with one line that says so.
 */
export type {
  Rank,
  Scalar,
  Tensor,
  Tensor1D,
  Tensor2D,
  Tensor4D,
  Tensor5D,
  Variable,
} from "@tensorflow/tfjs";
export { type AdamState, type AdamUpdate, makeAdamState, type MutableTensor } from "./adam.ts";
export { engine, tf } from "./engine.ts";
export type { EngineInfo } from "./info.ts";
export { native, nativeOutputs } from "./native.ts";
export { addBias, sumRows } from "./ops.ts";
export { checkPrecision, multiply, multiplyAdd, type Precision } from "./products.ts";
export { gigaflops } from "./speed.ts";
