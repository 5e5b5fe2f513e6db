/** The command `lab`: JupyterLab on the project's notebooks. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { inProject, UserError } from "../base/mod.ts";
import { inPython } from "../setup/python.ts";
import { jupyterEnvironment } from "../jupyter/mod.ts";

/**
 * @param args Go to JupyterLab: `--no-browser`, `--port 8889`, …
 * @returns JupyterLab's exit code.
 * @throws UserError where there is no environment.
 */
export function lab(args: string[]): Promise<number> {
  if (!existsSync(inPython("jupyter-lab"))) {
    throw new UserError("Expected JupyterLab in .venv but found none. Run `deno task setup` first.");
  }
  const options = [
    `--ServerApp.root_dir=${inProject("notebooks")}`,
    "--KernelSpecManager.ensure_native_kernel=False",
    "--KernelSpecManager.allowed_kernelspecs=deno",
    // Containers often have no other user.
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  const given = new Set(args.map((arg) => arg.split("=")[0]));
  const own = options.filter((option) => !given.has(option.split("=")[0]));
  const child = spawn(inPython("jupyter-lab"), [...own, ...args], {
    cwd: inProject("notebooks"),
    env: { ...process.env, ...jupyterEnvironment() },
    stdio: "inherit",
  });
  // Ctrl-C reaches JupyterLab too, which asks whether to stop.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
