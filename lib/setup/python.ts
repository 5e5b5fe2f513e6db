/** The Python environment inside the project, for JupyterLab, for notebooks, and for the library of TensorFlow. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { inProject, type ProgramResult, tail, UserError, writeAtomically } from "../base/mod.ts";
import { findPython } from "./find_python.ts";
import { damagedPackages, removeStashes } from "./python_packages.ts";
import {
  inPython,
  pythonIsCurrent,
  pythonIsInPlace,
  type PythonState,
  pythonState,
  rememberPython,
  rememberUnfinished,
  requirementFiles,
} from "./python_state.ts";
import { runStep } from "./run_step.ts";
import type { StepOptions, StepResult } from "./step.ts";

/** @throws UserError where there is no Python that is new enough, or pip fails. */
export async function installPython({ gpu, force, say }: StepOptions): Promise<StepResult> {
  const before = pythonState();
  const withGpu = gpu ?? before?.gpu ?? false;
  if (!force && pythonIsCurrent(withGpu)) return described(before!, false);

  const moved = before !== undefined && !pythonIsInPlace(before);
  // TensorFlow's CPU and GPU builds put their files in the same place.
  if (force || moved || (before && before.gpu !== withGpu) || !await pipWorks()) {
    await createEnvironment(withGpu, say);
  }
  await rememberUnfinished(withGpu);
  removeStashes();
  say(
    `installing ${
      requirementFiles(withGpu).map((file) => path.basename(file)).join(" and ")
    }, one to two minutes`,
  );
  const { withoutTensorFlow } = await installRequirements(withGpu);
  await repairPackages(say);
  const { stdout: version } = await runStep([
    inPython("python"),
    "-c",
    "import platform; print(platform.python_version())",
  ]);
  return described(
    await rememberPython({ python: version.trim(), gpu: withGpu, withoutTensorFlow }),
    true,
  );
}

function described(state: PythonState, changed: boolean): StepResult {
  return {
    found: `Python ${state.python} in .venv${state.gpu ? ", TensorFlow's GPU build" : ""}`,
    changed,
    note: state.withoutTensorFlow,
  };
}

/** Whether the environment is complete enough to install into: its Python runs, and has pip. */
async function pipWorks(): Promise<boolean> {
  return existsSync(inPython("python")) && (await runStep([inPython("python"), "-m", "pip", "--version"])).ok;
}

async function createEnvironment(gpu: boolean, say: StepOptions["say"]): Promise<void> {
  const python = await findPython();
  say(`creating .venv with ${python}`);
  // First, as an interruption may leave half of it behind.
  await rememberUnfinished(gpu);
  rmSync(inProject(".venv"), { recursive: true, force: true });
  await rememberUnfinished(gpu);
  const created = await runStep([python, "-m", "venv", inProject(".venv")]);
  if (created.ok) return;
  rmSync(inProject(".venv"), { recursive: true, force: true });
  throw new UserError(
    `${python} could not create the environment .venv:\n${tail(created)}\n` +
      "On Debian and Ubuntu, install venv with `apt install python3-venv`. Then run the command again.",
  );
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

/** Installs packages again that an interruption or a damage left incomplete: pip takes them for installed. */
async function repairPackages(say: StepOptions["say"]): Promise<void> {
  const damaged = damagedPackages({ every: true });
  if (damaged.length === 0) return;
  say(`installing what is damaged again: ${damaged.join(", ")}`);
  // It does not uninstall, for which pip would need the record of the package's files.
  const result = await pip(["--ignore-installed", "--no-deps", ...damaged]);
  if (!result.ok) throw pipError(result);
  const still = damagedPackages({ every: true });
  if (still.length > 0) {
    throw new UserError(
      `Expected the Python packages in .venv to be complete but ${still.join(", ")} is damaged. ` +
        "Run `deno task setup --force`, which makes .venv again.",
    );
  }
}

/** The requirements without the lines of TensorFlow itself. */
export function withoutTensorFlow(requirements: string): string {
  return requirements.split("\n").filter((line) => !/^tensorflow(-cpu)?==/.test(line)).join("\n");
}

function pip(packages: string[]): Promise<ProgramResult> {
  return runStep([
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
