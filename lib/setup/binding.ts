/**
 * The native engine: tfjs-node's own binding and the kit's kernels, compiled against the library of the TensorFlow
 * wheel.
 *
 * The binding that tfjs-node would download is of TensorFlow 2.9; it is the second choice.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import process, { execPath } from "node:process";
import { inProject, messageOf, writeAtomically } from "../base/mod.ts";
import type { EngineInfo } from "../engine/mod.ts";
import { run, tail, which } from "./command.ts";
import { findWheel, pythonState } from "./python.ts";
import type { SetupOptions, StepResult } from "./step.ts";

const folder = inProject("node_modules", "@tensorflow", "tfjs-node");
const binding = path.join(folder, "lib", "napi-v8", "tfjs_binding.node");
const kernels = inProject("lib", "engine", "custom_ops");
const stateFile = path.join(folder, "lib", "setup.json");

/** How the binding came about. */
export interface BindingState {
  /** What decides the outcome: with the same, set-up does not try again. */
  readonly wanted: string;
  readonly source: "built" | "downloaded" | "none";
  /** TensorFlow's version. */
  readonly tensorflow?: string;
  readonly note?: string;
}

/** How the binding in node_modules came about; undefined where set-up has not come that far. */
export function bindingState(): BindingState | undefined {
  try {
    return JSON.parse(readFileSync(stateFile, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether the outcome would be the same again. */
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
export async function makeBinding({ force, say }: SetupOptions): Promise<StepResult> {
  if (!force && bindingIsCurrent()) return described(bindingState()!, false);
  const reasons = new Set<string>();
  for (const attempt of [build, buildWithoutKernels, download]) {
    try {
      const { source, tensorflow } = await attempt(say);
      const instead = source === "built"
        ? "The binding is built without the kit's own kernels: right, but a step of training takes some 1.4 times " +
          "as long."
        : `tfjs-node's own binding runs instead, on TensorFlow ${tensorflow}: right, but slower on current ` +
          "processors.";
      const note = attempt === build ? undefined : lines(reasons, instead);
      return described(await remember({ wanted: wanted(), source, tensorflow, note }), true);
    } catch (error) {
      reasons.add(messageOf(error));
    }
  }
  rmSync(binding, { force: true });
  const note = lines(
    reasons,
    "Without native TensorFlow, tfjs runs on WebAssembly: the same numbers, some 5 to 10 times slower. A C++ " +
      "compiler (Debian and Ubuntu: `apt install g++`) and then `deno task setup` mend that.",
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

type Say = SetupOptions["say"];
type Outcome = { source: "built" | "downloaded"; tensorflow: string };

function build(say: Say): Promise<Outcome> {
  return compile(say, kernelFiles().filter((file) => file.endsWith(".cc")));
}

function buildWithoutKernels(say: Say): Promise<Outcome> {
  return compile(say, []);
}

/** @param sources Of the kernels. */
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

  say(`building it against TensorFlow ${wheel.version}, some 25 seconds`);
  mkdirSync(path.dirname(binding), { recursive: true });
  const made = `${binding}.${process.pid}.tmp`;
  // The library is found from the binding's own place, so that both may move together.
  const origin = process.platform === "darwin" ? "@loader_path" : "$ORIGIN";
  const rpath = `${origin}/${path.relative(path.dirname(binding), wheel.folder)}`;
  const result = await run([
    compiler,
    ...["-O3", "-std=c++17", "-shared", "-fPIC", "-DNAPI_VERSION=8"],
    // What lets loops become vector instructions, and a product and a sum one; NaN and infinity stay as they are.
    ...["-fopenmp-simd", "-ffp-contract=fast", "-fno-math-errno", "-fno-trapping-math"],
    ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : []),
    ...["-I", inProject("node_modules", "node-api-headers", "include")],
    ...["-I", path.join(wheel.folder, "include"), "-I", "."],
    ...["binding/tfjs_backend.cc", "binding/tfjs_binding.cc", ...sources, "-o", made, ...files],
    `-Wl,-rpath,${rpath}`,
  ], { cwd: folder });
  if (!result.ok) {
    rmSync(made, { force: true });
    throw new Error(`${path.basename(compiler)} could not build the binding:\n${tail(result)}\n`);
  }
  renameSync(made, binding);
  return { source: "built", tensorflow: await loads() };
}

async function download(say: Say): Promise<Outcome> {
  say("trying the binding that tfjs-node downloads (some 100 MB)");
  const result = await run([
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

/** Loads the binding in a process of its own; the version of its TensorFlow. */
async function loads(): Promise<string> {
  const result = await run([execPath, "run", "-A", "--no-check", inProject("lib", "setup", "probe.ts")], {
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
