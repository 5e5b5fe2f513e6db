/** Finds the fastest backend of this machine: native TensorFlow, then wasm, then plain JavaScript. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import process from "node:process";
import util from "node:util";
import { messageOf, UserError } from "../base/mod.ts";
import { installedFault } from "./installed.ts";
import type { EngineInfo, Tf } from "./info.ts";
import { keepMemory, quietly } from "./libc.ts";
import { startPortable } from "./portable.ts";

const require = createRequire(import.meta.url);

/**
 * Starts the fastest engine that runs here, or the one that `KIT_ENGINE` names (`tensorflow`, `wasm`, `cpu`).
 *
 * @throws UserError where `KIT_ENGINE` names something else, or an engine that does not run here.
 */
export async function start(): Promise<{ tf: Tf; info: EngineInfo }> {
  const named = process.env.KIT_ENGINE;
  if (named && !["tensorflow", "wasm", "cpu"].includes(named)) {
    throw new UserError(`Expected KIT_ENGINE to be tensorflow, wasm or cpu but found "${named}"`);
  }
  let reason = "";
  if (!named || named === "tensorflow") {
    try {
      return startNative();
    } catch (error) {
      reason = messageOf(error).split("\n")[0].replace(/[\s.]+$/, "");
      const advice = "`deno task setup` builds it; `deno task doctor` says what is missing.";
      if (named) {
        throw new UserError(
          `Expected native TensorFlow, as KIT_ENGINE says, but it does not start: ${reason}\n${advice}`,
        );
      }
      reason = ` Native TensorFlow does not start (${reason}): ${advice}`;
    }
  }
  const started = await startPortable({ plain: named === "cpu" });
  console.warn(started.info.note + reason);
  return started;
}

function startNative(): { tf: Tf; info: EngineInfo } {
  const fault = installedFault();
  if (fault) throw new Error(fault);
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  // oneDNN's products are up to six times faster on attention's small matrices, some 10 % on large ones.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= "1";
  // On a card, TensorFlow would round the factors of float32 products to 10 bits (TF32); PyTorch does not by default.
  process.env.NVIDIA_TF32_OVERRIDE ??= "0";
  // tfjs-node 4.22 calls a function that Node 23 and Deno have removed.
  (util as { isNullOrUndefined?: unknown }).isNullOrUndefined ??= (value: unknown) => value == null;
  keepMemory();
  // Loaded by itself, tfjs prints a suggestion to install tfjs-node, so load it through tfjs-node.
  const tf = quietly(() => {
    const tf = require("@tensorflow/tfjs-node") as Tf;
    tf.tidy(() => tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])));
    return tf;
  });
  const backend = tf.backend() as unknown as {
    binding?: { TF_Version?: string };
    isUsingGpuDevice?: boolean;
  };
  const gpu = backend.isUsingGpuDevice ?? false;
  const customOps = !gpu && hasCustomOps(tf);
  if (tf.getBackend() !== "tensorflow") throw new Error("tfjs-node loaded without its native backend");
  return {
    tf,
    info: {
      backend: "tensorflow",
      tensorflow: backend.binding?.TF_Version,
      customOps,
      customProducts: customOps && vectorsOf256Bits(),
      threads: os.availableParallelism(),
      gpu,
    },
  };
}

/** Whether the processor has AVX2 and nothing wider. */
function vectorsOf256Bits(): boolean {
  try {
    const features = readFileSync("/proc/cpuinfo", "utf8");
    return /\bavx2\b/.test(features) && /\bfma\b/.test(features) && !/\bavx512f\b/.test(features);
  } catch {
    return false; // not Linux
  }
}

/** `KIT_CUSTOM_OPS=0` switches them off, for comparisons. */
function hasCustomOps(tf: Tf): boolean {
  if (process.env.KIT_CUSTOM_OPS === "0") return false;
  const backend = tf.backend() as unknown as {
    executeSingleOutput(
      name: string,
      attributes: unknown[],
      inputs: unknown[],
    ): import("@tensorflow/tfjs").Tensor;
  };
  try {
    tf.tidy(() => backend.executeSingleOutput("KitGelu", [], [tf.zeros([1, 1]), tf.zeros([1])]));
    return true;
  } catch {
    return false;
  }
}
