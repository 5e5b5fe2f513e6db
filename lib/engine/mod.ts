/**
 * The tensor engine: `tf`, and what runs it.
 *
 * All tensor code is written against tfjs. This folder alone decides, once, what executes it: tfjs-node on a
 * native TensorFlow, or the next best tfjs backend, with one line that says so.
 */
import { start } from "./start.ts";

export type {
  NamedTensorMap,
  Rank,
  Scalar,
  Tensor,
  Tensor1D,
  Tensor2D,
  Tensor3D,
  Tensor4D,
  Tensor5D,
  Variable,
} from "@tensorflow/tfjs";
export type { EngineInfo } from "./start.ts";

const started = await start();

/** tfjs, with its fastest backend of this machine set and ready. */
export const tf = started.tf;

/** What runs `tf` here. */
export const engine = started.info;
