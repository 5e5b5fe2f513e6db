/** What set-up remembers of the binding, and whether it is still what it was. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { changeOf, inProject, type KnownFile, which, writeAtomically } from "../base/mod.ts";
import { findWheel } from "./python_packages.ts";
import { pythonState } from "./python_state.ts";

/** tfjs-node's folder. */
export const bindingPackage: string = inProject("node_modules", "@tensorflow", "tfjs-node");
/** The binding that tfjs-node loads. */
export const binding: string = path.join(bindingPackage, "lib", "napi-v8", "tfjs_binding.node");

const operations = inProject("lib", "engine", "custom_ops");
// The engine reads it too, before it loads the binding.
const stateFile = path.join(bindingPackage, "lib", "setup.json");

/** Where the binding comes from. */
export interface BindingState {
  /** What the binding should be built from and for. */
  readonly wanted: string;
  readonly source: "built" | "downloaded" | "none";
  /** The compiler's path, or `none`. Where it is another, set-up tries again what failed before. */
  readonly compiler?: string;
  /** TensorFlow's version. */
  readonly tensorflow?: string;
  /** The binding, and the libraries that it loads; absent in records of earlier versions. */
  readonly files?: readonly KnownFile[];
  /** Why it is not the best that there is. */
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

/** Remembers a binding. */
export async function rememberBinding(
  state: Omit<BindingState, "wanted" | "compiler">,
): Promise<BindingState> {
  const complete = { wanted: wantedBinding(), compiler: findCompiler() ?? "none", ...state };
  await writeAtomically(stateFile, JSON.stringify(complete, null, 2) + "\n");
  return complete;
}

/** Whether the binding is undamaged, and another try would have the same outcome. */
export function bindingIsCurrent(): boolean {
  const state = bindingState();
  if (!state || !isAsWanted(state) || bindingFault(state)) return false;
  // What is as good as it can be needs no compiler.
  const best = state.source === "built" && !state.note;
  return best || state.compiler === (findCompiler() ?? "none");
}

/** Whether a binding was built from and for what is here now. */
export function isAsWanted(state: BindingState | undefined): boolean {
  // Earlier versions named the compiler, and called operations kernels.
  return state?.wanted.replace(/ compiler [^;]*;/, "").replace("kernels", "operations") === wantedBinding();
}

/** What is damaged or missing of a binding; undefined where it is as it was. */
export function bindingFault(state: BindingState): string | undefined {
  if (state.source === "none") return undefined;
  if (!existsSync(binding)) return "the binding is missing";
  if (!state.files) return "nothing is known about the binding";
  return state.files.map(changeOf).find((change) => change !== undefined);
}

/** The C++ compiler: `CXX`, or the usual names. */
export function findCompiler(): string | undefined {
  for (const name of [process.env.CXX, "g++", "c++", "clang++"]) {
    const file = name && which(name);
    if (file) return file;
  }
}

/** The C++ files of the custom operations, headers included. */
export function operationFiles(): string[] {
  return readdirSync(operations).sort().map((name) => path.join(operations, name));
}

function wantedBinding(): string {
  const sources = createHash("sha256");
  for (const file of operationFiles()) sources.update(readFileSync(file));
  const { version } = JSON.parse(readFileSync(path.join(bindingPackage, "package.json"), "utf8"));
  const wheel = findWheel();
  return [
    `tfjs-node ${version}`,
    `operations ${sources.digest("hex").slice(0, 12)}`,
    wheel
      ? `tensorflow ${wheel.version} ${pythonState()?.gpu ? "gpu" : "cpu"} in ${
        path.relative(bindingPackage, wheel.folder)
      }`
      : "no wheel",
    `${process.platform} ${process.arch}`,
  ].join("; ");
}
