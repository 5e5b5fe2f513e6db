/** Slurm's own programs: submitting, asking, requeueing, cancelling. */
import process from "node:process";
import { type ProgramResult, runProgram, tail, UserError, which } from "../base/mod.ts";
import { waits } from "./waits.ts";

/** What Slurm says of a task. */
export interface TaskState {
  /** Such as PENDING, RUNNING, NODE_FAIL. */
  readonly state: string;
  /** Why it waits: Resources, Priority, BeginTime, … */
  readonly reason: string;
  /** Where it runs; "" where it does not. */
  readonly node: string;
  /** The batch script that was submitted. */
  readonly script: string;
}

/**
 * Submits a batch script.
 *
 * @returns The id of the job.
 * @throws UserError where there is no `sbatch`, or it refuses.
 */
export async function submit(script: string): Promise<string> {
  requireProgram("sbatch");
  const result = await runProgram(["sbatch", "--parsable", script]);
  const [, id] = /^(\d+)(;|$)/m.exec(result.stdout) ?? [];
  if (!result.ok || id === undefined) {
    throw new UserError(
      `Expected sbatch to take ${script} but it refused (exit code ${result.code}):\n${tail(result)}\n` +
        "Correct the resources (--partition, --time, --cpus, --memory, --gpu, the file of --slurm), or submit fewer " +
        "tasks at a time.",
    );
  }
  return id;
}

/**
 * The states of the tasks of some jobs by their names, such as `12_3`. A job that ended minutes ago has none.
 *
 * @returns undefined where Slurm does not answer right now.
 */
export async function taskStates(jobs: readonly string[]): Promise<Map<string, TaskState> | undefined> {
  return jobs.length === 0 ? new Map() : statesIn(await askQueue(`--jobs=${jobs.join()}`));
}

/**
 * As `taskStates`, but asks until Slurm answers: who takes silence for an empty queue submits everything twice.
 *
 * @param of Ids of jobs; or all jobs of the user.
 * @throws UserError where Slurm does not answer for a minute, or there is no `squeue`.
 */
export async function certainStates(of: readonly string[] | "user"): Promise<Map<string, TaskState>> {
  if (of.length === 0) return new Map();
  requireProgram("squeue");
  const which = of === "user" ? `--user=${process.getuid?.()}` : `--jobs=${of.join()}`;
  const end = performance.now() + 1000 * waits.answer;
  for (let pause = 1;; pause = Math.min(2 * pause, 10)) {
    const answer = await askQueue(which);
    const states = statesIn(answer);
    if (states) return states;
    if (performance.now() >= end) {
      throw new UserError(
        `Expected Slurm to say what is in the queue but squeue failed for ${waits.answer} s:\n${
          tail(answer)
        }\n` +
          "Nothing was submitted or cancelled. Run the same command again once squeue answers.",
      );
    }
    if (pause === 1) console.warn("Slurm does not say what is in the queue. It is asked again for a while.");
    await new Promise((resolve) => setTimeout(resolve, 1000 * pause));
  }
}

function askQueue(which: string): Promise<ProgramResult> {
  return runProgram(["squeue", "--array", "--noheader", "--states=all", "--format=%i|%T|%N|%r|%o", which]);
}

function statesIn({ ok, stdout, stderr }: ProgramResult): Map<string, TaskState> | undefined {
  // That is what it says where it has forgotten the only job that was asked for.
  if (!ok) return /Invalid job id/.test(stderr) ? new Map() : undefined;
  return new Map(
    stdout.split("\n").filter(Boolean).map((line) => {
      const [task, state, node, reason, ...script] = line.trim().split("|");
      return [task, { state, node, reason, script: script.join("|") }];
    }),
  );
}

/** How tasks ended that the queue has forgotten, by their names; nothing where the cluster keeps no accounts. */
export async function accountedEnds(tasks: readonly string[]): Promise<Map<string, string>> {
  if (tasks.length === 0) return new Map();
  const { ok, stdout } = await runProgram([
    ...["sacct", "--jobs", tasks.join(), "--allocations", "--noheader", "--parsable2"],
    "--format=JobID,State",
  ]);
  // Such as "12_3|CANCELLED by 1000".
  const ends = ok ? [...stdout.matchAll(/^(\d+_\d+)\|(\w+)/gm)] : [];
  return new Map(ends.map(([, task, state]) => [task, state] as const).filter(([, state]) => isEnd(state)));
}

/** How many tasks an array job may have: what the cluster says, else Slurm's own default. */
export async function mostTasks(): Promise<number> {
  const { stdout } = await runProgram(["scontrol", "show", "config"]);
  const [, size = "1001"] = /^MaxArraySize\s*=\s*(\d+)/m.exec(stdout) ?? [];
  const [, tasks = size] = /\bmax_array_tasks=(\d+)/.exec(stdout) ?? [];
  return Math.max(1, Math.min(Number(size), Number(tasks)));
}

function requireProgram(program: string): void {
  if (which(program)) return;
  throw new UserError(
    `Expected Slurm's ${program} on the PATH but found none. Run this on a node that submits jobs, or print the ` +
      "script with --dry-run.",
  );
}

/** Whether Slurm will run a task again. */
export async function requeueTask(task: string): Promise<boolean> {
  return (await runProgram(["scontrol", "requeue", task])).ok;
}

/**
 * Cancels tasks; those that run save a checkpoint before.
 *
 * @throws UserError where Slurm refuses.
 */
export async function cancelTasks(tasks: readonly string[]): Promise<void> {
  if (tasks.length === 0) return;
  const result = await runProgram(["scancel", ...tasks]);
  if (!result.ok) {
    throw new UserError(`Expected scancel to end ${tasks.join(" ")} but it said:\n${tail(result)}`);
  }
}

/** Whether a state is the end of a task, unless it is put back into the queue. */
export function isEnd(state: string): boolean {
  return ENDS.has(state);
}

/** Whether another attempt at a task may end better: it was not the task's fault. */
export function deservesAnother(state: string): boolean {
  return ["NODE_FAIL", "BOOT_FAIL", "PREEMPTED"].includes(state);
}

const ENDS = new Set([
  "BOOT_FAIL",
  "CANCELLED",
  "COMPLETED",
  "DEADLINE",
  "FAILED",
  "NODE_FAIL",
  "OUT_OF_MEMORY",
  "PREEMPTED",
  "REVOKED",
  "TIMEOUT",
]);
