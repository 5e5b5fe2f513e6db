/** The batch script of an array job. */
import path from "node:path";
import process, { execPath } from "node:process";
import { root } from "../base/mod.ts";
import { memoryLine, type Resources } from "./resources.ts";

/** The exit code of a task that saved what it had before its time limit, and has to go on. */
export const GOES_ON = 75;

/** Seconds before the time limit at which a task is told to save. */
const SAVING = 120;

/** Variables with a path, which a task must see as this process does. */
const PATHS = ["KIT_CACHE", "KIT_MIRROR", "KIT_RESULTS"];
/** Other variables that decide how a program works. */
const OTHERS = ["KIT_CUSTOM_OPS", "KIT_ENGINE", "NVIDIA_TF32_OVERRIDE"];

export interface ScriptOptions {
  /** What the queue shows. */
  readonly name: string;
  /** The folder of requests and logs, on a file system that all nodes share. */
  readonly folder: string;
  /** How many tasks there are. */
  readonly tasks: number;
  /** The file of the program that each task runs, with its folder and index as arguments. */
  readonly program: string;
  /** Gigabytes that a task needs, unless the resources or their head say another number. */
  readonly memory: number;
  readonly resources: Resources;
}

/**
 * Writes the script.
 *
 * `srun` starts the program as a step of the job, because Slurm sends signals to steps. A preempted task and one whose node
 * failed are put back into the queue by Slurm (`--requeue`); one that meets its time limit puts itself back.
 */
export function batchScript({ name, folder, tasks, program, memory, resources }: ScriptOptions): string {
  const { gpu = false, atOnce, head } = resources;
  const asked = {
    partition: resources.partition,
    time: resources.time,
    "cpus-per-task": resources.cpus,
    mem: resources.memory,
  };
  // Slurm takes the last of two.
  const directives = [
    `--job-name=${name}`,
    "--cpus-per-task=2",
    // Slurm refuses it beside memory of another kind, such as --mem-per-gpu.
    ...(memoryLine(head) === undefined ? [`--mem=${memory}G`] : []),
    ...(head?.directives ?? []).map((line) => line.replace(/^#SBATCH\s+/, "")),
    ...Object.entries(asked).flatMap(([key, value]) => value === undefined ? [] : [`--${key}=${value}`]),
    ...(gpu ? ["--gres=gpu:1"] : []),
    `--array=0-${tasks - 1}${atOnce === undefined ? "" : `%${atOnce}`}`,
    `--output="${path.join(folder, "%A_%a.log")}"`,
    "--open-mode=append",
    "--requeue",
    `--signal=USR2@${SAVING}`,
  ];
  const variables = [
    ...PATHS.flatMap((key) => process.env[key] ? [`${key}=${quoted(path.resolve(process.env[key]!))}`] : []),
    ...OTHERS.flatMap((key) => process.env[key] ? [`${key}=${quoted(process.env[key]!)}`] : []),
    "TF_NUM_INTRAOP_THREADS=$SLURM_CPUS_PER_TASK",
    "OMP_NUM_THREADS=$SLURM_CPUS_PER_TASK",
  ];
  return [
    "#!/bin/bash",
    ...directives.map((each) => `#SBATCH ${each}`),
    ...variables.map((each) => `export ${each}`),
    ...(head?.commands ?? []),
    "# Slurm signals this shell too: it waits for the program, which saves a checkpoint.",
    "trap : TERM",
    `cd ${quoted(root)} || exit 1`,
    `srun --cpus-per-task="$SLURM_CPUS_PER_TASK" ${quoted(execPath)} run -A --no-check ${quoted(program)} \\`,
    `  ${quoted(folder)} "$SLURM_ARRAY_TASK_ID"`,
    "code=$?",
    `# ${GOES_ON}: it saved a checkpoint before its time limit, and goes on from there.`,
    `if [ $code = ${GOES_ON} ]; then`,
    "  # Slurm's controller may be busy.",
    '  for pause in 5 10 15 20 0; do scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" && break; sleep $pause; done',
    "fi",
    "exit $code",
  ].join("\n") + "\n";
}

/** A text as one word of the shell. */
function quoted(text: string): string {
  return /^[\w./:=+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
