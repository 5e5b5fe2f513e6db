/** The engines that need no native library: tfjs on WebAssembly, or in plain JavaScript. */
import { createRequire } from "node:module";
import { borrowOperations } from "./borrow_operations.ts";
import type { EngineInfo, Tf } from "./info.ts";

const require = createRequire(import.meta.url);

/**
 * Starts the faster of the two that runs here.
 *
 * @param options.plain Leave WebAssembly out.
 */
export async function startPortable({ plain = false } = {}): Promise<{ tf: Tf; info: EngineInfo }> {
  const tf = require("@tensorflow/tfjs") as Tf;
  // danfojs asks for tfjs-node by name: hand it the tfjs that does run.
  const name = require.resolve("@tensorflow/tfjs-node");
  require.cache[name] = { id: name, filename: name, loaded: true, exports: tf } as unknown as NodeJS.Module;
  if (!plain) {
    try {
      const wasm = require("@tensorflow/tfjs-backend-wasm") as typeof import("@tensorflow/tfjs-backend-wasm");
      await tf.setBackend("wasm");
      await tf.ready();
      borrowOperations(tf, "wasm", "cpu");
      const note =
        "tfjs runs on WebAssembly: the same results, some 5 to 10 times slower than native TensorFlow.";
      return {
        tf,
        info: {
          backend: "wasm",
          customOps: false,
          customProducts: false,
          threads: wasm.getThreadsCount(),
          gpu: false,
          note,
        },
      };
    } catch {
      // The plain backend always works.
    }
  }
  await tf.setBackend("cpu");
  await tf.ready();
  const note =
    "tfjs runs in plain JavaScript: the same results, some 100 times slower than native TensorFlow.";
  return {
    tf,
    info: { backend: "cpu", customOps: false, customProducts: false, threads: 1, gpu: false, note },
  };
}
