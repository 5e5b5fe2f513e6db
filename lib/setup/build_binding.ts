/** Builds tfjs-node's binding here, or gets the one that tfjs-node downloads, and tries it before it is used. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import process, { execPath } from "node:process";
import { inProject, type KnownFile, knownFile, tail } from "../base/mod.ts";
import { binding, bindingPackage, findCompiler, operationFiles } from "./binding_state.ts";
import { npmCommand } from "./npm.ts";
import { findWheel } from "./python_packages.ts";
import { runStep } from "./run_step.ts";
import type { StepOptions } from "./step.ts";

/** A binding that works. */
export interface WorkingBinding {
  readonly source: "built" | "downloaded";
  readonly tensorflow: string;
  /** The binding, and the libraries that it loads. */
  readonly files: readonly KnownFile[];
}

// In the same folder, as a binding looks for TensorFlow's library relative to itself.
const fresh = path.join(path.dirname(binding), "tfjs_binding.new.node");

/**
 * Compiles the binding against TensorFlow's wheel. The one that is there stays until the new one is known to work.
 *
 * @param options.customOps Whether the project's custom operations are part of it.
 * @throws Error with the reason.
 */
export async function buildBinding(
  say: StepOptions["say"],
  { customOps }: { customOps: boolean },
): Promise<WorkingBinding> {
  const wheel = findWheel();
  if (!wheel) throw new Error("There is no TensorFlow wheel in .venv.");
  const libraries = wheelLibraries();
  const absent = libraries.find((file) => !existsSync(file));
  if (absent) throw new Error(`TensorFlow's wheel has no ${path.basename(absent)} on this system.`);
  const compiler = findCompiler();
  if (!compiler) throw new Error("There is no C++ compiler (g++, c++ or clang++) on the PATH.");

  say(`building it against TensorFlow ${wheel.version}, about 25 seconds`);
  mkdirSync(path.dirname(binding), { recursive: true });
  // The binding looks for the library relative to itself, so that the project can be moved.
  const origin = process.platform === "darwin" ? "@loader_path" : "$ORIGIN";
  const rpath = `${origin}/${path.relative(path.dirname(binding), wheel.folder)}`;
  const sources = customOps ? operationFiles().filter((file) => file.endsWith(".cc")) : [];
  try {
    const result = await runStep([
      compiler,
      ...["-O3", "-std=c++17", "-shared", "-fPIC", "-DNAPI_VERSION=8"],
      // Vectorised loops and fused multiply-add; NaN and infinity keep their meaning.
      ...["-fopenmp-simd", "-ffp-contract=fast", "-fno-math-errno", "-fno-trapping-math"],
      ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : []),
      ...["-I", inProject("node_modules", "node-api-headers", "include")],
      ...["-I", path.join(wheel.folder, "include"), "-I", "."],
      ...["binding/tfjs_backend.cc", "binding/tfjs_binding.cc", ...sources, "-o", fresh, ...libraries],
      `-Wl,-rpath,${rpath}`,
    ], { cwd: bindingPackage });
    if (!result.ok) {
      throw new Error(`${path.basename(compiler)} could not build the binding:\n${tail(result)}\n`);
    }
    const tensorflow = await tryBinding(fresh);
    renameSync(fresh, binding);
    return { source: "built", tensorflow, files: [binding, ...libraries].map(knownFile) };
  } finally {
    rmSync(fresh, { force: true });
  }
}

/**
 * Gets the binding that tfjs-node downloads, with a TensorFlow of its own.
 *
 * @throws Error with the reason.
 */
export async function downloadBinding(say: StepOptions["say"]): Promise<WorkingBinding> {
  say("trying the binding that tfjs-node downloads (about 100 MB)");
  const result = await runStep([
    ...npmCommand(),
    "rebuild",
    "--ignore-scripts=false",
    "@tensorflow/tfjs-node",
  ], { timeout: 300_000 });
  if (!result.ok || !existsSync(binding)) throw new Error("tfjs-node's own binding could not be downloaded.");
  try {
    const tensorflow = await tryBinding(binding);
    return { source: "downloaded", tensorflow, files: [binding, ...downloadedLibraries()].map(knownFile) };
  } catch (error) {
    rmSync(binding, { force: true });
    throw error;
  }
}

/** The libraries that the binding in node_modules loads. */
export function librariesOf(source: "built" | "downloaded"): string[] {
  return source === "built" ? wheelLibraries() : downloadedLibraries();
}

function wheelLibraries(): string[] {
  const names = process.platform === "darwin"
    ? ["libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib"]
    : ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];
  const wheel = findWheel();
  return wheel ? names.map((name) => path.join(wheel.folder, name)) : [];
}

function downloadedLibraries(): string[] {
  const folder = path.join(bindingPackage, "deps", "lib");
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => path.join(folder, name));
}

/**
 * Loads a binding in a separate process, which a damaged one may crash, and multiplies with it.
 *
 * @returns The version of its TensorFlow.
 * @throws Error with the reason.
 */
export async function tryBinding(file: string): Promise<string> {
  const program = inProject("lib", "setup", "try_binding.ts");
  const result = await runStep([execPath, "run", "-A", "--no-check", program, file], { timeout: 120_000 });
  const { version } = result.ok ? JSON.parse(result.stdout.trim().split("\n").at(-1) || "{}") : {};
  if (!version) throw new Error(`The binding does not load:\n${tail(result, 4)}\n`);
  return version;
}
