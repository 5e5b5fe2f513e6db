/** Where and with what a run was computed. */
import { execFileSync } from "node:child_process";
import os from "node:os";
import { counted, root } from "../base/mod.ts";
import { engine } from "../engine/mod.ts";

/** Processor, cores and engine in words. */
export function machineInWords(): string {
  const processor = os.cpus()[0]?.model.trim() || os.arch();
  const runs = engine.tensorflow ? `TensorFlow ${engine.tensorflow}` : `tfjs on ${engine.backend}`;
  return `${processor}, ${counted(os.availableParallelism(), "core")}, ${runs}${
    engine.gpu ? " on a GPU" : ""
  }`;
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
