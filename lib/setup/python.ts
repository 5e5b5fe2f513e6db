/** The Python environment inside the project, for JupyterLab, for notebooks, and for the library of TensorFlow. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import {
  inProject,
  type ProgramResult,
  runProgram,
  tail,
  UserError,
  which,
  writeAtomically,
} from "../base/mod.ts";
import type { StepOptions, StepResult } from "./step.ts";

const OLDEST = [3, 11];
const NAMES = ["python3", "python3.13", "python3.12", "python3.11", "python"];
const windows = process.platform === "win32";

/** A program of the environment. */
export function inPython(program: string): string {
  return windows ? inProject(".venv", "Scripts", `${program}.exe`) : inProject(".venv", "bin", program);
}

/** What is installed; recorded once the installation is complete. */
export interface PythonState {
  /** Hash of the requirements and of the environment's path, as an environment cannot be moved. */
  readonly wanted: string;
  readonly python: string;
  readonly gpu: boolean;
  /** Why TensorFlow is not among the packages. */
  readonly withoutTensorFlow?: string;
}

const stateFile = inProject(".venv", "setup.json");

/** The last complete installation; undefined where there is none. */
export function pythonState(): PythonState | undefined {
  try {
    return JSON.parse(readFileSync(stateFile, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether `.venv` holds what the requirements ask for. */
export function pythonIsCurrent(gpu = pythonState()?.gpu ?? false): boolean {
  return pythonState()?.wanted === wantedState(gpu) && existsSync(inPython("python"));
}

/** @throws UserError where there is no Python that is new enough, or pip fails. */
export async function installPython({ gpu, force, say }: StepOptions): Promise<StepResult> {
  const before = pythonState();
  const withGpu = gpu ?? before?.gpu ?? false;
  const current = pythonIsCurrent(withGpu);
  if (current && !force) return described(before!, false);

  const moved = before !== undefined && !before.wanted.endsWith(placeHash());
  // TensorFlow's CPU and GPU builds put their files in the same place.
  if (force || moved || (before && before.gpu !== withGpu) || !existsSync(inPython("python"))) {
    rmSync(inProject(".venv"), { recursive: true, force: true });
    const python = await findPython();
    say(`creating .venv with ${python}`);
    const created = await runProgram([python, "-m", "venv", inProject(".venv")]);
    if (!created.ok) {
      rmSync(inProject(".venv"), { recursive: true, force: true });
      throw new UserError(
        `${python} could not create the environment .venv:\n${tail(created)}\n` +
          "On Debian and Ubuntu, install venv with `apt install python3-venv`. Then run the command again.",
      );
    }
  }
  say(
    `installing ${
      requirementFiles(withGpu).map((file) => path.basename(file)).join(" and ")
    }, one to two minutes`,
  );
  const { withoutTensorFlow } = await installRequirements(withGpu);
  const version =
    (await runProgram([inPython("python"), "-c", "import platform; print(platform.python_version())"]))
      .stdout;
  const state: PythonState = {
    wanted: wantedState(withGpu),
    python: version.trim(),
    gpu: withGpu,
    withoutTensorFlow,
  };
  await writeAtomically(stateFile, JSON.stringify(state, null, 2) + "\n");
  return described(state, true);
}

function described(state: PythonState, changed: boolean): StepResult {
  return {
    found: `Python ${state.python} in .venv${state.gpu ? ", TensorFlow's GPU build" : ""}`,
    changed,
    note: state.withoutTensorFlow,
  };
}

async function installRequirements(gpu: boolean): Promise<{ withoutTensorFlow?: string }> {
  if (!gpu) {
    const result = await pip(["-r", inProject("requirements.txt")]);
    if (result.ok) return {};
    if (!/No matching distribution found for tensorflow/.test(result.stderr)) throw pipError(result);
  }
  const rest = inProject(".venv", "requirements-without-tensorflow.txt");
  await writeAtomically(rest, withoutTensorFlow(readFileSync(inProject("requirements.txt"), "utf8")));
  const result = await pip(["-r", rest, ...(gpu ? ["-r", inProject("requirements-gpu.txt")] : [])]);
  if (!result.ok) throw pipError(result);
  return gpu ? {} : {
    withoutTensorFlow:
      "pip found no TensorFlow wheel for this system and Python. If Python 3.11, 3.12 or 3.13 is installed, run " +
      "`KIT_PYTHON=python3.13 deno task setup --force`.",
  };
}

/** The requirements without the lines of TensorFlow itself. */
export function withoutTensorFlow(requirements: string): string {
  return requirements.split("\n").filter((line) => !/^tensorflow(-cpu)?==/.test(line)).join("\n");
}

function pip(packages: string[]): Promise<ProgramResult> {
  return runProgram([
    inPython("python"),
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "-q",
    ...packages,
  ]);
}

function pipError(result: ProgramResult): UserError {
  return new UserError(
    `pip could not install the Python packages (exit code ${result.code}):\n${tail(result)}\n` +
      "If the network or a proxy is the reason, set PIP_INDEX_URL or HTTPS_PROXY. If the disk is full, free 3 GB " +
      "(12 GB with --gpu). Then run the command again: set-up continues where it stopped.",
  );
}

/** The first Python that is new enough; `KIT_PYTHON` names one. */
async function findPython(): Promise<string> {
  const named = process.env.KIT_PYTHON;
  const found: string[] = [];
  for (const name of named ? [named] : NAMES) {
    const file = which(name);
    if (!file) continue;
    const version = (await runProgram([file, "-c", "import sys; print(*sys.version_info[:2])"])).stdout
      .trim();
    const [major, minor] = version.split(" ").map(Number);
    if (major === OLDEST[0] && minor >= OLDEST[1]) return file;
    if (version) found.push(`${name} ${version.replace(" ", ".")}`);
  }
  throw new UserError(
    `Expected Python ${OLDEST.join(".")} or newer but found ${found.join(", ") || "none"}` +
      `${named ? ` as KIT_PYTHON=${named}` : " on the PATH"}. ` +
      "Install it with venv (Debian and Ubuntu: `apt install python3 python3-venv`), or name one in KIT_PYTHON; " +
      "then run the command again.",
  );
}

function requirementFiles(gpu: boolean): string[] {
  return ["requirements.txt", ...(gpu ? ["requirements-gpu.txt"] : [])].map((file) => inProject(file));
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

/** TensorFlow's wheel in the environment; undefined where there is none. */
export function findWheel(): { folder: string; version: string } | undefined {
  for (const packages of sitePackages()) {
    if (!existsSync(path.join(packages, "tensorflow"))) continue;
    for (const entry of readdirSync(packages)) {
      const match = /^tensorflow(?:_cpu)?-([\d.]+\w*)\.dist-info$/.exec(entry);
      if (match) return { folder: path.join(packages, "tensorflow"), version: match[1] };
    }
  }
}

function sitePackages(): string[] {
  const lib = inProject(".venv", windows ? "Lib" : "lib");
  if (!existsSync(lib)) return [];
  if (windows) return [path.join(lib, "site-packages")];
  return readdirSync(lib).filter((name) => name.startsWith("python"))
    .map((name) => path.join(lib, name, "site-packages"));
}
