/** JupyterLab on the project's notebooks. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { inProject, UserError } from "../base/mod.ts";
import { inPython } from "../setup/mod.ts";
import { jupyterEnvironment } from "./environment.ts";

/**
 * Starts JupyterLab and waits for its end.
 *
 * @param args Options of JupyterLab, such as `--no-browser`. They replace the project's own.
 * @returns JupyterLab's exit code.
 * @throws UserError where JupyterLab is not installed.
 */
export function startLab(args: readonly string[]): Promise<number> {
  if (!existsSync(inPython("jupyter-lab"))) {
    throw new UserError("Expected JupyterLab in .venv but found none. Run `deno task setup` first.");
  }
  const ours = [
    `--ServerApp.root_dir=${inProject("notebooks")}`,
    "--KernelSpecManager.ensure_native_kernel=False",
    "--KernelSpecManager.allowed_kernelspecs=deno",
    // Containers often have no user but root.
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  const named = new Set(args.map((arg) => arg.split("=")[0]));
  const added = ours.filter((option) => !named.has(option.split("=")[0]));
  const child = spawn(inPython("jupyter-lab"), [...added, ...args], {
    cwd: inProject("notebooks"),
    env: { ...process.env, ...jupyterEnvironment() },
    stdio: "inherit",
  });
  // Ctrl-C also reaches JupyterLab, which asks whether to stop.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
