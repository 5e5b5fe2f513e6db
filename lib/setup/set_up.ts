/** Set-up: installs everything the project needs, inside the project's own folder. */
import { messageOf, UserError } from "../base/mod.ts";
import { makeBinding } from "./binding.ts";
import { registerJupyterKernel } from "./jupyter_kernel.ts";
import { installPackages } from "./npm.ts";
import { installPython } from "./python.ts";
import type { StepOptions, StepResult } from "./step.ts";

const steps: { name: string; run: (options: StepOptions) => Promise<StepResult> }[] = [
  { name: "npm packages", run: installPackages },
  { name: "Python", run: installPython },
  { name: "native engine", run: makeBinding },
  { name: "Jupyter kernel", run: registerJupyterKernel },
];

/**
 * Installs what the lock files ask for. A second call finds nothing to do.
 *
 * @param options.say Gets each line for the user: what takes long, and at the end what is installed or missing.
 * @throws UserError where a step fails: which, why, and how to continue.
 */
export async function setUp(options: StepOptions): Promise<void> {
  const { say } = options;
  const started = performance.now();
  const lines: string[] = [];
  let changed = false;
  for (const { name, run } of steps) {
    try {
      const result = await run({ ...options, say: (what) => say(`${name.padEnd(15)} ${what} …`) });
      changed ||= result.changed;
      lines.push(`${name.padEnd(15)} ${result.found}`);
      if (result.note) lines.push(...result.note.trim().split("\n").map((line) => `  ! ${line}`));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`Set-up stopped at "${name}". ${messageOf(error)}`);
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  // Most often set-up only precedes another command and has nothing to do. Then one line is enough.
  const shown = changed ? lines : lines.filter((line) => line.startsWith("  !"));
  for (const line of shown) say(line);
  say(`Set-up is complete (${seconds} s).`);
}
