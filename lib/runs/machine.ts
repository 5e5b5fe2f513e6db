/** Where and with what a run was computed. */
import { execFileSync } from "node:child_process";
import os from "node:os";
import process from "node:process";
import { counted, root } from "../base/mod.ts";
import { engine } from "../engine/mod.ts";

/**
 * Processor, cores and engine in words; where a card rounds the factors of float32 products to TF32, that too.
 *
 * @param used Default the engine of this process.
 */
export function machineInWords(
  used: Pick<typeof engine, "tensorflow" | "backend" | "gpu"> = engine,
): string {
  const processor = os.cpus()[0]?.model.trim() || os.arch();
  const runs = used.tensorflow ? `TensorFlow ${used.tensorflow}` : `tfjs on ${used.backend}`;
  return `${processor}, ${counted(os.availableParallelism(), "core")}, ${runs}${
    used.gpu ? ` on a GPU${isTF32() ? " with TF32" : ""}` : ""
  }`;
}

/** Whether the variable that lets TensorFlow round says so; the engine sets it to 0 where it is absent. */
function isTF32(): boolean {
  return (process.env.NVIDIA_TF32_OVERRIDE ?? "0") !== "0";
}

/** The commit of this software, with a `+` where lib/ has changed since; "unknown" outside a repository. */
export function softwareVersion(): string {
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", root, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
      .trim();
  try {
    return git("rev-parse", "--short=12", "HEAD") + (git("status", "--porcelain", "lib") ? "+" : "");
  } catch {
    return "unknown";
  }
}
