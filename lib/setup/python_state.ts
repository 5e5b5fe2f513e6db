/** What set-up remembers of the Python environment. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { inProject, writeAtomically } from "../base/mod.ts";
import { countPackages, damagedPackages } from "./python_packages.ts";

/** What is installed. */
export interface PythonState {
  /** Hash of the requirements and of the environment's path, as an environment cannot be moved. */
  readonly wanted: string;
  readonly python: string;
  readonly gpu: boolean;
  /** How many packages there are; absent in records of earlier versions. */
  readonly packages?: number;
  /** Why TensorFlow is not among the packages. */
  readonly withoutTensorFlow?: string;
}

const stateFile = inProject(".venv", "setup.json");

/** A program of the environment. */
export function inPython(program: string): string {
  return process.platform === "win32"
    ? inProject(".venv", "Scripts", `${program}.exe`)
    : inProject(".venv", "bin", program);
}

/** The last installation; undefined where there is none. */
export function pythonState(): PythonState | undefined {
  try {
    return JSON.parse(readFileSync(stateFile, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether `.venv` holds what the requirements ask for, undamaged. */
export function pythonIsCurrent(gpu = pythonState()?.gpu ?? false): boolean {
  const state = pythonState();
  return state?.wanted === wantedState(gpu) && existsSync(inPython("python")) &&
    countPackages() >= (state.packages ?? 1) && damagedPackages().length === 0;
}

/** Whether the environment was made for this place. */
export function pythonIsInPlace(state: PythonState): boolean {
  return state.wanted.endsWith(placeHash());
}

/** Notes that an installation has begun, so that an interrupted one is not taken for a complete one. */
export function rememberUnfinished(gpu: boolean): Promise<void> {
  return remember({ wanted: `unfinished ${placeHash()}`, python: "unfinished", gpu });
}

/** Notes a complete installation. */
export async function rememberPython(state: Omit<PythonState, "wanted" | "packages">): Promise<PythonState> {
  const complete = { wanted: wantedState(state.gpu), packages: countPackages(), ...state };
  await remember(complete);
  return complete;
}

/** The files that list what is installed. */
export function requirementFiles(gpu: boolean): string[] {
  return ["requirements.txt", ...(gpu ? ["requirements-gpu.txt"] : [])].map((file) => inProject(file));
}

async function remember(state: PythonState): Promise<void> {
  await writeAtomically(stateFile, JSON.stringify(state, null, 2) + "\n");
}

function wantedState(gpu: boolean): string {
  const content = requirementFiles(gpu).map((file) => readFileSync(file, "utf8")).join("\n");
  return `${hash(content)} ${placeHash()}`;
}

function placeHash(): string {
  return hash(inProject(".venv"));
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
