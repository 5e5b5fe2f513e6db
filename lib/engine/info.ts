/** What is known about a started engine. */

/** tfjs, whichever backend it runs on. */
export type Tf = typeof import("@tensorflow/tfjs");

export interface EngineInfo {
  /** What executes tensor operations. */
  readonly backend: "tensorflow" | "wasm" | "cpu";
  /** The version of TensorFlow, where it is the backend. */
  readonly tensorflow?: string;
  /** Whether the project's custom operations run: they are part of a binding that is built on this machine. */
  readonly customOps: boolean;
  /** Whether those that multiply matrices run too: where vectors have more than 256 bits, oneDNN's are faster. */
  readonly customProducts: boolean;
  /** How many threads compute. */
  readonly threads: number;
  /** Whether TensorFlow sees a GPU. */
  readonly gpu: boolean;
  /** Why a slower backend runs, and what it costs; absent with TensorFlow. */
  readonly note?: string;
}
