/** The Deno kernel, registered in the project's Python environment and nowhere else. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process, { execPath } from "node:process";
import { inProject, writeAtomically } from "../base/mod.ts";
import type { StepResult } from "./step.ts";

const file = inProject(".venv", "share", "jupyter", "kernels", "deno", "kernel.json");
// JupyterLab starts scripts of its own with Node, which would take them for modules, as our package.json says.
const scripts = inProject(".venv", "package.json");
const scriptsContent = '{ "type": "commonjs" }\n';
const settings = inProject(".venv", "share", "jupyter", "lab", "settings", "overrides.json");

/** The Deno that runs kernels: npm's in node_modules, whose path stays; else the one that runs this. */
export function kernelDeno(): string {
  const packages = inProject("node_modules", "@deno");
  const program = process.platform === "win32" ? "deno.exe" : "deno";
  for (const name of existsSync(packages) ? readdirSync(packages) : []) {
    const file = path.join(packages, name, program);
    if (existsSync(file)) return file;
  }
  return execPath;
}

/** Whether the kernel is registered and its Deno is there. */
export function kernelIsCurrent(): boolean {
  return existsSync(file) && readFileSync(file, "utf8") === kernelSpec() && existsSync(settings) &&
    existsSync(scripts);
}

/** Registers the kernel, and keeps JupyterLab from asking for news. */
export async function registerKernel(): Promise<StepResult> {
  const found = `deno, in .venv${kernelDeno() === execPath ? `, runs ${execPath}` : ""}`;
  if (kernelIsCurrent()) return { found, changed: false };
  await writeAtomically(file, kernelSpec());
  await writeAtomically(scripts, scriptsContent);
  const quiet = {
    "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  };
  await writeAtomically(settings, JSON.stringify(quiet, null, 2) + "\n");
  return { found, changed: true };
}

function kernelSpec(): string {
  const spec = {
    argv: [kernelDeno(), "jupyter", "--quiet", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
  };
  return JSON.stringify(spec, null, 2) + "\n";
}
