/**
 * The native engine: tfjs-node's own binding and the kit's kernels, compiled against the library of the TensorFlow
 * wheel.
 *
 * The second choice is the binding that tfjs-node downloads, which is for TensorFlow 2.9.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import process, { execPath } from "node:process";
import { inProject, messageOf, runProgram, tail, which, writeAtomically } from "../base/mod.ts";
import type { EngineInfo } from "../engine/mod.ts";
import { findWheel, pythonState } from "./python.ts";
import type { StepOptions, StepResult } from "./step.ts";

const folder = inProject("node_modules", "@tensorflow", "tfjs-node");
const binding = path.join(folder, "lib", "napi-v8", "tfjs_binding.node");
const kernels = inProject("lib", "engine", "custom_ops");
const stateFile = path.join(folder, "lib", "setup.json");

/** Where the binding comes from. */
export interface BindingState {
  /** All that decides the outcome. While it stays the same, set-up does not try again. */
  readonly wanted: string;
  readonly source: "built" | "downloaded" | "none";
  /** TensorFlow's version. */
  readonly tensorflow?: string;
  readonly note?: string;
}

/** Where the binding in node_modules comes from; undefined before set-up has installed one. */
export function bindingState(): BindingState | undefined {
  try {
    return JSON.parse(readFileSync(stateFile, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether another try would have the same outcome. */
export function bindingIsCurrent(): boolean {
  const state = bindingState();
  return state?.wanted === wanted() && (state.source === "none" || existsSync(binding));
}

/** The C++ compiler: `CXX`, or the usual names. */
export function findCompiler(): string | undefined {
  for (const name of [process.env.CXX, "g++", "c++", "clang++"]) {
    const file = name && which(name);
    if (file) return file;
  }
}

/** Never throws: without a native engine a slower one runs, and a note says so. */
export async function makeBinding({ force, say }: StepOptions): Promise<StepResult> {
  if (!force && bindingIsCurrent()) return described(bindingState()!, false);
  const reasons = new Set<string>();
  for (const attempt of [build, buildWithoutKernels, download]) {
    try {
      const { source, tensorflow } = await attempt(say);
      const instead = source === "built"
        ? "The binding is built without the kit's own kernels: the results are the same, but a training step takes " +
          "about 1.4 times as long."
        : `tfjs-node's own binding runs instead, on TensorFlow ${tensorflow}: the results are the same, but it is ` +
          "slower on current processors.";
      const note = attempt === build ? undefined : lines(reasons, instead);
      return described(await remember({ wanted: wanted(), source, tensorflow, note }), true);
    } catch (error) {
      reasons.add(messageOf(error));
    }
  }
  rmSync(binding, { force: true });
  const note = lines(
    reasons,
    "Without native TensorFlow, tfjs runs on WebAssembly: the results are the same, about 5 to 10 times slower. To " +
      "fix this, install a C++ compiler (Debian and Ubuntu: `apt install g++`), then run `deno task setup`.",
  );
  return described(await remember({ wanted: wanted(), source: "none", note }), true);
}

function lines(reasons: Iterable<string>, consequence: string): string {
  return [...reasons, consequence].map((line) => line.trim()).join("\n");
}

function described(state: BindingState, changed: boolean): StepResult {
  const found = {
    built: `TensorFlow ${state.tensorflow}, binding built here`,
    downloaded: `TensorFlow ${state.tensorflow}, tfjs-node's own binding`,
    none: "none",
  }[state.source];
  return { found, changed, note: state.note };
}

async function remember(state: BindingState): Promise<BindingState> {
  await writeAtomically(stateFile, JSON.stringify(state, null, 2) + "\n");
  return state;
}

type Say = StepOptions["say"];
type Outcome = { source: "built" | "downloaded"; tensorflow: string };

function build(say: Say): Promise<Outcome> {
  return compile(say, kernelFiles().filter((file) => file.endsWith(".cc")));
}

function buildWithoutKernels(say: Say): Promise<Outcome> {
  return compile(say, []);
}

/** @param sources The kernels' C++ files. */
async function compile(say: Say, sources: string[]): Promise<Outcome> {
  const wheel = findWheel();
  if (!wheel) throw new Error("There is no TensorFlow wheel in .venv.");
  const libraries = process.platform === "darwin"
    ? ["libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib"]
    : ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];
  const files = libraries.map((name) => path.join(wheel.folder, name));
  const absent = files.find((file) => !existsSync(file));
  if (absent) throw new Error(`TensorFlow's wheel has no ${path.basename(absent)} on this system.`);
  const compiler = findCompiler();
  if (!compiler) throw new Error("There is no C++ compiler (g++, c++ or clang++) on the PATH.");

  say(`building it against TensorFlow ${wheel.version}, about 25 seconds`);
  mkdirSync(path.dirname(binding), { recursive: true });
  const temporary = `${binding}.${process.pid}.tmp`;
  // The binding looks for the library relative to itself, so that the project can be moved.
  const origin = process.platform === "darwin" ? "@loader_path" : "$ORIGIN";
  const rpath = `${origin}/${path.relative(path.dirname(binding), wheel.folder)}`;
  const result = await runProgram([
    compiler,
    ...["-O3", "-std=c++17", "-shared", "-fPIC", "-DNAPI_VERSION=8"],
    // Vectorised loops and fused multiply-add; NaN and infinity keep their meaning.
    ...["-fopenmp-simd", "-ffp-contract=fast", "-fno-math-errno", "-fno-trapping-math"],
    ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : []),
    ...["-I", inProject("node_modules", "node-api-headers", "include")],
    ...["-I", path.join(wheel.folder, "include"), "-I", "."],
    ...["binding/tfjs_backend.cc", "binding/tfjs_binding.cc", ...sources, "-o", temporary, ...files],
    `-Wl,-rpath,${rpath}`,
  ], { cwd: folder });
  if (!result.ok) {
    rmSync(temporary, { force: true });
    throw new Error(`${path.basename(compiler)} could not build the binding:\n${tail(result)}\n`);
  }
  renameSync(temporary, binding);
  return { source: "built", tensorflow: await loads() };
}

async function download(say: Say): Promise<Outcome> {
  say("trying the binding that tfjs-node downloads (about 100 MB)");
  const result = await runProgram([
    which("npm") ?? "npm",
    "rebuild",
    "--ignore-scripts=false",
    "@tensorflow/tfjs-node",
  ], {
    timeout: 300_000,
  });
  if (!result.ok || !existsSync(binding)) throw new Error("tfjs-node's own binding could not be downloaded.");
  return { source: "downloaded", tensorflow: await loads() };
}

/** Loads the binding in a separate process and returns the version of its TensorFlow. */
async function loads(): Promise<string> {
  const result = await runProgram([
    execPath,
    "run",
    "-A",
    "--no-check",
    inProject("lib", "setup", "probe.ts"),
  ], {
    env: { KIT_ENGINE: "tensorflow" },
    timeout: 120_000,
  });
  if (!result.ok) {
    rmSync(binding, { force: true });
    throw new Error(`The binding does not load:\n${tail(result, 4)}\n`);
  }
  const info: EngineInfo = JSON.parse(result.stdout.trim().split("\n").at(-1)!);
  return info.tensorflow ?? "of unknown version";
}

function kernelFiles(): string[] {
  return readdirSync(kernels).sort().map((name) => path.join(kernels, name));
}

function wanted(): string {
  const sources = createHash("sha256");
  for (const file of kernelFiles()) sources.update(readFileSync(file));
  const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const wheel = findWheel();
  return [
    `tfjs-node ${version}`,
    `kernels ${sources.digest("hex").slice(0, 12)}`,
    wheel
      ? `tensorflow ${wheel.version} ${pythonState()?.gpu ? "gpu" : "cpu"} in ${
        path.relative(folder, wheel.folder)
      }`
      : "no wheel",
    `compiler ${findCompiler() ?? "none"}`,
    `${process.platform} ${process.arch}`,
  ].join("; ");
}
