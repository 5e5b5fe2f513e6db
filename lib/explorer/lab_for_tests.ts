/** JupyterLab for tests, on copies of notebooks, with settings and signatures of its own. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { inProject, runProgram } from "../base/mod.ts";
import { jupyterEnvironment } from "../jupyter/mod.ts";
import { inPython } from "../setup/mod.ts";
import { waitFor } from "./chromium_for_tests.ts";

/** Whether JupyterLab is installed. */
export const hasLab: boolean = existsSync(inPython("jupyter-lab"));

/**
 * Runs with JupyterLab on copies of some of the project's notebooks, which it trusts: it shows what is stored in them.
 *
 * @param use Given the address that a notebook is opened with, by its name.
 */
export async function withLab(
  notebooks: readonly string[],
  use: (addressOf: (notebook: string) => string) => Promise<void>,
): Promise<void> {
  // Inside the project, whose imports the kernel takes.
  const folder = await mkdtemp(inProject(".deno-lab-"));
  const own = (name: string) => path.join(folder, ".jupyter", name);
  const environment = {
    ...jupyterEnvironment(),
    JUPYTER_CONFIG_DIR: own("config"),
    JUPYTER_DATA_DIR: own("data"),
    JUPYTER_RUNTIME_DIR: own("runtime"),
    JUPYTERLAB_SETTINGS_DIR: own("settings"),
    JUPYTERLAB_WORKSPACES_DIR: own("workspaces"),
    KIT_RESULTS: inProject("results"),
  };
  try {
    await mkdir(own("data"), { recursive: true });
    const files = notebooks.map((name) => path.join(folder, name));
    for (const [i, file] of files.entries()) await copyFile(inProject("notebooks", notebooks[i]), file);
    const trusted = await runProgram([inPython("jupyter"), "trust", ...files], { env: environment });
    if (!trusted.ok) throw new Error(trusted.stderr);
    const lab = spawn(inPython("jupyter-lab"), [
      ...["--no-browser", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--IdentityProvider.token="],
      ...[`--ServerApp.root_dir=${folder}`, "--KernelSpecManager.ensure_native_kernel=False"],
      ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
    ], { cwd: folder, env: { ...process.env, ...environment }, stdio: ["ignore", "ignore", "pipe"] });
    const ended = new Promise((resolve) => lab.once("close", resolve));
    try {
      let said = "";
      lab.stderr.on("data", (bytes) => said += bytes);
      const address = () => /http:\/\/127\.0\.0\.1:\d+\/lab/.exec(said)?.[0];
      await waitFor(
        () => address() !== undefined || lab.exitCode !== null,
        () => `JupyterLab. It said: ${said}`,
      );
      if (!address()) throw new Error(`JupyterLab ended: ${said}`);
      await use((notebook) => `${address()}/tree/${notebook}?reset`);
    } finally {
      lab.kill();
      await ended;
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
