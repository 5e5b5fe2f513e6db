/**
 * Set-up: everything the project needs, inside the project's own folder.
 *
 * These files import nothing but Node's own modules: when they run, nothing else is there yet.
 */
import { parseArgs } from "node:util";
import { messageOf, UserError } from "../base/mod.ts";
import { bindingIsCurrent, makeBinding } from "./binding.ts";
import { kernelIsCurrent, registerKernel } from "./kernel.ts";
import { installPackages, packagesAreCurrent } from "./npm.ts";
import { installPython, pythonIsCurrent } from "./python.ts";
import type { SetupOptions, StepResult } from "./step.ts";

export type { SetupOptions, StepResult } from "./step.ts";

const steps: { name: string; run: (options: SetupOptions) => Promise<StepResult> }[] = [
  { name: "npm packages", run: installPackages },
  { name: "Python", run: installPython },
  { name: "native engine", run: makeBinding },
  { name: "Jupyter kernel", run: registerKernel },
];

/** Whether there is nothing left for set-up to do. */
export function isSetUp(): boolean {
  return packagesAreCurrent() && pythonIsCurrent() && bindingIsCurrent() && kernelIsCurrent();
}

/**
 * The command `setup`: brings the project to what its lock files say; a second run finds nothing to do.
 *
 * @param args `--gpu` or `--cpu` choose TensorFlow's build, `--force` does every step again.
 * @returns Exit code 0.
 * @throws UserError where a step fails: which, why, and how to go on.
 */
export async function setup(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { gpu: { type: "boolean" }, cpu: { type: "boolean" }, force: { type: "boolean" } },
  });
  if (values.gpu && values.cpu) throw new UserError("Expected one of --gpu and --cpu but found both");
  const gpu = values.gpu ? true : values.cpu ? false : undefined;
  const started = performance.now();
  const lines: string[] = [];
  let changed = false;
  for (const { name, run } of steps) {
    const say = (what: string) => console.log(`${name.padEnd(15)} ${what} …`);
    try {
      const result = await run({ gpu, force: values.force, say });
      changed ||= result.changed;
      lines.push(`${name.padEnd(15)} ${result.found}`);
      if (result.note) lines.push(...result.note.trim().split("\n").map((line) => `  ! ${line}`));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`Set-up stopped at "${name}". ${messageOf(error)}`);
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  // Where nothing was to do, set-up is only the first word of another command: a line, and what is amiss.
  const shown = changed ? lines : lines.filter((line) => line.startsWith("  !"));
  for (const line of shown) console.log(line);
  console.log(`Set-up is complete (${seconds} s).`);
  return 0;
}
