/** Set-up: installs everything the project needs, inside the project's own folder. */
import process from "node:process";
import { messageOf, UserError } from "../base/mod.ts";
import { makeBinding } from "./binding.ts";
import { bindingIsCurrent, bindingState } from "./binding_state.ts";
import { jupyterKernelIsCurrent, registerJupyterKernel } from "./jupyter_kernel.ts";
import { putBindingBack } from "./keep_aside.ts";
import { installPackages, packagesAreCurrent } from "./npm.ts";
import { installPython } from "./python.ts";
import { pythonIsCurrent, pythonState } from "./python_state.ts";
import { Interrupted } from "./run_step.ts";
import type { StepOptions, StepResult } from "./step.ts";
import { hasLeftovers, inWorkshop } from "./workshop.ts";

const steps: { name: string; run: (options: StepOptions) => Promise<StepResult> }[] = [
  { name: "npm packages", run: installPackages },
  { name: "Python", run: installPython },
  { name: "native engine", run: makeBinding },
  { name: "Jupyter kernel", run: registerJupyterKernel },
];

/**
 * Installs what the lock files ask for, and installs again what is damaged. A second call finds nothing to do.
 *
 * @param options.say Gets each line for the user: what takes long, and at the end what is installed or missing.
 * @throws UserError where a step fails: which, why, and how to continue.
 */
export async function setUp(options: StepOptions): Promise<void> {
  const { say } = options;
  const started = performance.now();
  let lines = nothingToDo(options);
  if (!lines) {
    try {
      lines = await inWorkshop(say, () => takeSteps(options));
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      say("Set-up was interrupted. Run the command again: set-up continues where it stopped.");
      process.exit(error.exitCode);
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  for (const line of lines) say(line);
  say(`Set-up is complete (${seconds} s).`);
}

/** What is not as good as it could be, where all is installed; undefined where there is something to do. */
function nothingToDo({ gpu, force }: StepOptions): string[] | undefined {
  const complete = !force && !hasLeftovers() && packagesAreCurrent() && pythonIsCurrent(gpu) &&
    bindingIsCurrent() && jupyterKernelIsCurrent();
  if (complete) return [pythonState()?.withoutTensorFlow, bindingState()?.note].flatMap(marked);
}

async function takeSteps(options: StepOptions): Promise<string[]> {
  putBindingBack();
  const lines: string[] = [];
  for (const { name, run } of steps) {
    try {
      const { found, note } = await run({
        ...options,
        say: (what) => options.say(`${name.padEnd(15)} ${what} …`),
      });
      lines.push(`${name.padEnd(15)} ${found}`, ...marked(note));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`Set-up stopped at "${name}". ${messageOf(error)}`);
    }
  }
  return lines;
}

function marked(note: string | undefined): string[] {
  return note ? note.trim().split("\n").map((line) => `  ! ${line}`) : [];
}
