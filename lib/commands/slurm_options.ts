/** The options of commands that can work on a Slurm cluster. */
import { readHead, type Resources } from "../slurm/mod.ts";
import { type PythonState, pythonState } from "../setup/python_state.ts";
import type { Values } from "./command.ts";
import type { NoEffect } from "./no_effect.ts";
import { integerBetween } from "./number_rules.ts";
import { flag, number, oneOf, text } from "./options.ts";
import { say } from "./output.ts";

export const SLURM = "On a Slurm cluster";

export const slurmOptions = {
  on: oneOf(["local", "slurm"], "where the work is done: on this machine, or as an array job", {
    default: "local",
    group: SLURM,
  }),
  partition: text("NAME", "the partition", { shownDefault: "the cluster's", group: SLURM }),
  time: text(
    "TIME",
    "time limit of a task, such as 4:00:00; what needs more saves a checkpoint and goes on",
    {
      shownDefault: "the partition's",
      group: SLURM,
    },
  ),
  cpus: number("N", "processor cores of a task", {
    rule: integerBetween(1, 9999),
    shownDefault: "2",
    group: SLURM,
  }),
  memory: text("SIZE", "memory of a task, such as 8G", {
    shownDefault:
      "4G; 4G more for an encoder of more than 25 million values; of a run 8G more on a collection of 1 million passages or more",
    group: SLURM,
  }),
  gpu: flag("ask for a GPU for each task (--gres=gpu:1)", { group: SLURM }),
  slurm: text("FILE", "other lines for the batch script: #SBATCH --account=…, module load …", {
    group: SLURM,
  }),
  dryRun: flag("print the batch script, and submit nothing", { group: SLURM }),
  cancel: flag("cancel what this command has in the queue, and submit nothing", { group: SLURM }),
};

/** The values of a command's own options. */
export function ownValues<V extends object>(values: V): Omit<V, keyof typeof slurmOptions> {
  const own = Object.entries(values).filter(([name]) => !(name in slurmOptions));
  return Object.fromEntries(own) as Omit<V, keyof typeof slurmOptions>;
}

/** Those that are refused on this machine, with others of a command's own. */
export function withoutSlurm(on: "local" | "slurm", own: readonly string[] = []): NoEffect {
  const { on: _, ...others } = slurmOptions;
  return { when: on === "local", beside: "--on local", options: [...own, ...Object.keys(others)] };
}

/** What is said at Ctrl-C. */
export const LEAVING = "Leaving the job to the cluster.";

/** What each task asks for, by the options. A line says where tasks would ask for a GPU in vain. */
export async function resourcesOf(
  { partition, time, cpus, memory, gpu, slurm, cancel }: Values<typeof slurmOptions>,
  atOnce?: number,
  state: Pick<PythonState, "gpu"> | undefined = pythonState(),
): Promise<Resources> {
  if (gpu && !cancel && state?.gpu === false) {
    say(
      "TensorFlow's CPU build is here: tasks would ask for a GPU that they cannot use. `deno task setup --gpu` first.",
    );
  }
  const head = slurm === undefined ? undefined : await readHead(slurm, { memory });
  return { partition, time, cpus, memory, gpu, atOnce, head };
}
