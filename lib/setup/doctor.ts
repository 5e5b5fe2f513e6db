/** The doctor's checks: what is installed, how fast the engine is, and what to do about what is missing. */
import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process, { execPath } from "node:process";
import { inCache, inProject, mirrorFolder, root, runProgram, which } from "../base/mod.ts";
import { bindingFault, bindingState, findCompiler } from "./binding_state.ts";
import { engineFinding } from "./engine_finding.ts";
import type { Finding } from "./finding.ts";
import { jupyterKernelIsCurrent, kernelDeno } from "./jupyter_kernel.ts";
import { packagesAreCurrent } from "./npm.ts";
import { damagedLibraries, damagedPackages, findWheel } from "./python_packages.ts";
import { inPython, pythonIsCurrent, pythonState } from "./python_state.ts";

/** Free disk space that downloads, caches and results need, in GB. */
const ENOUGH_DISK = 5;

/** Makes all checks, one after the other, and yields what each finds. */
export async function* examine(): AsyncGenerator<Finding> {
  for (const check of [programs, packages, python, engineFindings, jupyter, disk]) {
    yield* [await check()].flat();
  }
}

async function programs(): Promise<Finding[]> {
  const version = async (program: string) => {
    const file = which(program);
    const printed = file && (await runProgram([file, "--version"])).stdout.trim().split("\n")[0];
    return printed ? printed.replace(/^v/, "") : "none";
  };
  const cpu = os.cpus()[0]?.model.trim() ?? "unknown processor";
  return [
    {
      name: "system",
      found: `${os.type()} ${process.arch}, ${os.availableParallelism()} × ${cpu}, ` +
        `${Math.round(os.totalmem() / 2 ** 30)} GB of memory`,
    },
    { name: "Deno", found: `${Deno.version.deno}, TypeScript ${Deno.version.typescript}, ${execPath}` },
    { name: "Node, npm", found: `${await version("node")}, ${await version("npm")}` },
  ];
}

function packages(): Finding {
  return packagesAreCurrent() ? { name: "npm packages", found: "as in package-lock.json" } : {
    name: "npm packages",
    found: "missing, or not as in package-lock.json",
    todo: "run `deno task setup`",
    vital: true,
  };
}

async function python(): Promise<Finding> {
  const name = "Python";
  const state = pythonState();
  if (!state || !existsSync(inPython("python"))) {
    return { name, found: "no environment in .venv", todo: "run `deno task setup`", vital: true };
  }
  const found = `${state.python} in .venv`;
  const damaged = [...damagedPackages({ every: true }), ...await damagedLibraries()];
  if (!pythonIsCurrent()) {
    const what = damaged.length > 0 ? `damaged: ${damaged.join(", ")}` : "not as in requirements.txt";
    return { name, found: `${found}, ${what}`, todo: "run `deno task setup`" };
  }
  const works = await runProgram([inPython("python"), "-c", "import pip, nbclient, nbformat, plotly"]);
  if (!works.ok || damaged.length > 0) {
    const why = damaged.length > 0
      ? `damaged: ${damaged.join(", ")}`
      : works.stderr.trim().split("\n").at(-1);
    return {
      name,
      found: `${found}, does not work`,
      todo: `run \`deno task setup --force\`: ${why}`,
      vital: true,
    };
  }
  return { name, found: `${found}, packages as in requirements.txt`, todo: state.withoutTensorFlow };
}

async function engineFindings(): Promise<Finding[]> {
  const wheel = findWheel();
  const compiler = findCompiler();
  const state = bindingState();
  const fault = state && bindingFault(state);
  const source = state
    ? { built: "built here", downloaded: "tfjs-node's own", none: "none" }[state.source]
    : "none";
  return [
    { name: "TensorFlow", found: wheel ? `wheel ${wheel.version} in .venv` : "no wheel" },
    {
      name: "C++ compiler",
      found: compiler ? `${(await runProgram([compiler, "--version"])).stdout.split("\n")[0]}` : "none",
    },
    fault
      ? { name: "binding", found: `${source}, but ${fault}`, todo: "run `deno task setup`" }
      : { name: "binding", found: source },
    await engineFinding(state),
  ];
}

async function jupyter(): Promise<Finding[]> {
  // Asking JupyterLab itself takes seconds.
  const lab = (await runProgram([
    inPython("python"),
    "-c",
    "import importlib.metadata; print(importlib.metadata.version('jupyterlab'))",
  ])).stdout.trim();
  return [
    lab
      ? { name: "JupyterLab", found: lab }
      : { name: "JupyterLab", found: "none", todo: "run `deno task setup`" },
    jupyterKernelIsCurrent()
      ? { name: "kernel", found: `deno, runs ${path.relative(root, kernelDeno())}` }
      : { name: "kernel", found: "not registered", todo: "run `deno task setup`" },
  ];
}

async function disk(): Promise<Finding> {
  const { bavail, bsize } = await statfs(inProject());
  const free = bavail * bsize / 1e9;
  const mirror = mirrorFolder();
  const found = `${free.toFixed(0)} GB free; cache in ${inCache()}; ${
    mirror ? `mirror in ${mirror}` : "no mirror folder"
  }`;
  const todo = free < ENOUGH_DISK
    ? `free ${ENOUGH_DISK} GB, or set KIT_CACHE to a folder on another disk`
    : undefined;
  return { name: "disk", found, todo };
}
