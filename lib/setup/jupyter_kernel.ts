/** The Jupyter kernel of Deno, registered in the project's Python environment and nowhere else. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process, { execPath } from "node:process";
import { inProject, writeAtomically } from "../base/mod.ts";
import type { StepResult } from "./step.ts";

const file = inProject(".venv", "share", "jupyter", "kernels", "deno", "kernel.json");
// JupyterLab runs CommonJS scripts with Node, which our package.json would declare as modules.
const scripts = inProject(".venv", "package.json");
const scriptsContent = '{ "type": "commonjs" }\n';
const settings = inProject(".venv", "share", "jupyter", "lab", "settings", "overrides.json");
const quiet = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
};
const settingsContent = JSON.stringify(quiet, null, 2) + "\n";

/** The Deno that runs the kernel: npm's in node_modules, as its path is stable; else the running one. */
export function kernelDeno(): string {
  const packages = inProject("node_modules", "@deno");
  const program = process.platform === "win32" ? "deno.exe" : "deno";
  for (const name of existsSync(packages) ? readdirSync(packages) : []) {
    const file = path.join(packages, name, program);
    if (existsSync(file)) return file;
  }
  return execPath;
}

/** Whether the kernel is registered. */
export function jupyterKernelIsCurrent(): boolean {
  return [[file, specification()], [settings, settingsContent], [scripts, scriptsContent]]
    .every(([at, content]) => existsSync(at) && readFileSync(at, "utf8") === content);
}

/** Registers the kernel, and stops JupyterLab from looking for news and updates. */
export async function registerJupyterKernel(): Promise<StepResult> {
  const found = `deno, in .venv${kernelDeno() === execPath ? `, runs ${execPath}` : ""}`;
  if (jupyterKernelIsCurrent()) return { found, changed: false };
  await writeAtomically(file, specification());
  await writeAtomically(scripts, scriptsContent);
  await writeAtomically(settings, settingsContent);
  return { found, changed: true };
}

function specification(): string {
  const content = {
    argv: [kernelDeno(), "jupyter", "--quiet", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
  };
  return JSON.stringify(content, null, 2) + "\n";
}
