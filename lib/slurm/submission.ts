/** Submitted array jobs: a folder each, from which a later process finds out what is in the queue already. */
import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { holding, inCache, writeAtomically } from "../base/mod.ts";
import { batchScript } from "./batch_script.ts";
import type { Resources } from "./resources.ts";
import { TOLD } from "./told.ts";
import { cancelTasks, certainStates, isEnd, mostTasks, submit } from "./scheduler.ts";

/** The file of the requests, in the order of the tasks. */
export const REQUESTS = "requests.json";
const SCRIPT = "job.sh", JOB = "job.json";

/** What an array job does. */
export interface ArrayJob {
  /** What the queue shows. */
  readonly name: string;
  /** The file of the program, which calls `performTask`. */
  readonly program: string;
  /** Gigabytes that a task needs, unless the resources say another number. */
  readonly memory: number;
  readonly resources: Resources;
}

/** What one task does. */
export interface ArrayTask {
  /** Says all about what comes of it: a task with the same key does the same. */
  readonly key: string;
  /** Plain data, which the program gets. */
  readonly request: unknown;
  /** Throws where a task with this key that is in the queue does less, by its request; default any will do. */
  readonly checkQueued?: (request: unknown) => void;
}

/** A task that Slurm knows. */
export interface Submitted {
  readonly key: string;
  /** Its name in Slurm, such as `12_3`. */
  readonly task: string;
  /** Where its log and what it tells are. */
  readonly folder: string;
}

/** The content of `job.json`. */
interface JobFacts {
  /** Its id; absent until `sbatch` has said it. */
  readonly job?: string;
  readonly keys: readonly string[];
}

/** The scripts for some tasks, as `submitTasks` would submit them, one after the other. */
export async function scriptsFor(job: ArrayJob, tasks: readonly ArrayTask[]): Promise<string> {
  return (await arraysOf(job, tasks)).map(({ script }) => script).join("");
}

/**
 * Submits those of some tasks that are not in the queue yet.
 *
 * @returns All of them. Where another process does the same at this time, it finds them in the queue.
 * @throws UserError where Slurm refuses, or does not answer; what a task throws of one in the queue.
 */
export function submitMissing(job: ArrayJob, tasks: readonly ArrayTask[]): Promise<Submitted[]> {
  return alone(async () => {
    const queued = await queuedTasks(tasks.map(({ key }) => key));
    await checkQueued(queued, tasks);
    const there = new Set(queued.map(({ key }) => key));
    return [...queued, ...await submitTasks(job, tasks.filter(({ key }) => !there.has(key)))];
  });
}

/** Lets tasks look at the requests of those in the queue that would be taken for them. */
async function checkQueued(queued: readonly Submitted[], tasks: readonly ArrayTask[]): Promise<void> {
  const checks = new Map(tasks.map(({ key, checkQueued }) => [key, checkQueued]));
  for (const { key, task, folder } of queued) {
    const check = checks.get(key);
    if (!check) continue;
    const requests = JSON.parse(await readFile(path.join(folder, REQUESTS), "utf8"));
    check(requests[indexOf(task)]);
  }
}

/** The place of a task in its array: 3 of `12_3`. */
function indexOf(task: string): number {
  return Number(task.split("_")[1]);
}

/** Does something while no other process submits or cancels. */
function alone<T>(act: () => Promise<T>): Promise<T> {
  return holding(inCache("slurm.lock"), act);
}

/** Submits tasks as one array job, or as several where the cluster takes no array of so many. */
async function submitTasks(job: ArrayJob, tasks: readonly ArrayTask[]): Promise<Submitted[]> {
  const submitted: Submitted[] = [];
  for (const { folder, part, script } of await arraysOf(job, tasks)) {
    const keys = part.map(({ key }) => key);
    const write = (name: string, content: unknown) =>
      writeAtomically(path.join(folder, name), JSON.stringify(content));
    await write(REQUESTS, part.map(({ request }) => request));
    await writeAtomically(path.join(folder, SCRIPT), script);
    // A process that is killed before it knows the id leaves what finds the job in the queue.
    await write(JOB, { keys } satisfies JobFacts);
    await forgetTold(folder);
    const id = await submit(path.join(folder, SCRIPT));
    await write(JOB, { job: id, keys } satisfies JobFacts);
    submitted.push(...keys.map((key, index) => ({ key, task: `${id}_${index}`, folder })));
  }
  return submitted;
}

/** Removes what tasks of earlier jobs told: where a cluster is set up again, a new one may have their names. */
async function forgetTold(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(TOLD));
  await Promise.all(names.map((name) => rm(path.join(folder, name), { force: true })));
}

async function arraysOf(job: ArrayJob, tasks: readonly ArrayTask[]) {
  if (tasks.length === 0) return [];
  const most = await mostTasks();
  const count = Math.ceil(tasks.length / most);
  const { atOnce } = job.resources;
  // Each array has a limit of its own.
  const resources = { ...job.resources, atOnce: atOnce && Math.max(1, Math.floor(atOnce / count)) };
  return Array.from({ length: count }, (_, i) => {
    const part = tasks.slice(i * most, (i + 1) * most);
    const folder = folderOf(part);
    return { folder, part, script: batchScript({ ...job, resources, folder, tasks: part.length }) };
  });
}

/**
 * Those of some tasks that wait or run already, because an earlier process submitted them.
 *
 * A task is known by the script that the queue shows: ids of jobs are given again once a cluster is set up again.
 *
 * @throws UserError where Slurm does not answer.
 */
async function queuedTasks(keys: readonly string[]): Promise<Submitted[]> {
  const wanted = new Set(keys);
  const ours = (await submissions()).filter(({ keys }) => keys.some((key) => wanted.has(key)));
  const states = [
    ...await certainStates(ours.flatMap(({ job }) => job ?? [])),
    ...(ours.some(({ job }) => job === undefined) ? await certainStates("user") : []),
  ];
  const byScript = new Map(ours.map((each) => [scriptName(path.join(each.folder, SCRIPT)), each]));
  const found = states.flatMap(([task, { state, script }]): Submitted[] => {
    const { keys, folder } = byScript.get(scriptName(script)) ?? { keys: [], folder: "" };
    const key = keys[indexOf(task)];
    return wanted.has(key) && !isEnd(state) ? [{ key, task, folder }] : [];
  });
  return [...new Map(found.map((each) => [each.task, each])).values()];
}

/** A script without where the cache is, which may have several paths. */
function scriptName(script: string): string {
  return script.split("/").slice(-2).join("/");
}

/**
 * Cancels those of some tasks that wait or run; these save what they have before.
 *
 * @returns How many.
 */
export function cancelQueued(keys: readonly string[]): Promise<number> {
  return alone(async () => {
    const tasks = await queuedTasks(keys);
    await cancelTasks(tasks.map(({ task }) => task));
    return tasks.length;
  });
}

/** What was submitted from this cache. */
async function submissions(): Promise<(JobFacts & { folder: string })[]> {
  const names = await readdir(inCache("slurm")).catch(() => []);
  const all = await Promise.all(names.map(async (name) => {
    const folder = path.resolve(inCache("slurm", name));
    const text = await readFile(path.join(folder, JOB), "utf8").catch(() => undefined);
    return text === undefined ? [] : { ...JSON.parse(text) as JobFacts, folder };
  }));
  return all.flat();
}

function folderOf(tasks: readonly ArrayTask[]): string {
  const hash = createHash("sha256").update(tasks.map(({ key }) => key).join("\n")).digest("hex");
  return path.resolve(inCache("slurm", hash.slice(0, 16)));
}
