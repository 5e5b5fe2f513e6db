/** A teacher's scores on a Slurm cluster: before the runs that ask for them, in shards, so that none scores all alone. */
import { fileURLToPath } from "node:url";
import { canonicalJSON } from "../canonical_json.ts";
import type { RunConfig } from "../config.ts";
import { memoryOf } from "../memory.ts";
import { kindOf } from "../methods/registry.ts";
import {
  type ArrayJob,
  type ArrayTask,
  cancelQueued,
  performOnSlurm,
  type Resources,
  scriptsFor,
} from "../../slurm/mod.ts";

/** What a task gets. */
export interface ScoreRequest {
  /** One of the runs that ask for the same scores. */
  readonly config: RunConfig;
  readonly shard: { readonly index: number; readonly of: number };
}

/** How far a task is. */
export interface ScoreProgress {
  /** Pairs up to which its parts are scored, of all pairs. */
  readonly done: number;
  readonly all: number;
}

export interface ScoreOptions {
  readonly resources: Resources;
  readonly say?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Pairs that are worth a task of their own: a part of what is kept. */
const PAIRS = 4096;

/** Tasks of the runs that ask for the same scores, at most. */
const MOST_TASKS = 32;

/**
 * Scores what several runs will ask their teachers about, and waits for it.
 *
 * @throws UserError where Slurm refuses, or a task failed; the signal's reason where it is aborted.
 */
export async function scoreOnSlurm(configs: readonly RunConfig[], options: ScoreOptions): Promise<void> {
  const { resources, say = () => {}, signal } = options;
  const tasks = tasksOf(configs);
  if (tasks.length === 0) return;
  say(`First, teachers score the triples of these runs, in ${tasks.length} tasks.`);
  await performOnSlurm(arrayJob(configs, resources), tasks, { say, signal });
}

/** The batch scripts that would be submitted; empty where no teacher scores enough to be worth it. */
export async function scoreScripts(
  configs: readonly RunConfig[],
  { resources }: ScoreOptions,
): Promise<string> {
  const tasks = tasksOf(configs);
  return tasks.length === 0 ? "" : await scriptsFor(arrayJob(configs, resources), tasks);
}

/** Cancels those tasks that wait or run; tells how many. */
export function cancelScoring(configs: readonly RunConfig[]): Promise<number> {
  return cancelQueued(tasksOf(configs).map(({ key }) => key));
}

function arrayJob(configs: readonly RunConfig[], resources: Resources): ArrayJob {
  const program = fileURLToPath(new URL("./score_task.ts", import.meta.url));
  return { name: "score", program, memory: memoryOf(configs), resources };
}

/** Tasks for all scores that runs ask for, each once. */
function tasksOf(configs: readonly RunConfig[]): ArrayTask[] {
  const asking = configs.filter(({ teacher, method }) => {
    const needed = teacher && kindOf(method).needs?.(method);
    // In-batch scores are products of embeddings, which each run has to make.
    return needed === "teacher margins" || needed === "teacher scores";
  });
  const distinct = new Map(asking.map((config) => [canonicalJSON(scoredBy(config)), config]));
  return [...distinct].flatMap(([key, config]) => {
    const { steps, batchSize } = config.training!;
    const of = Math.min(MOST_TASKS, Math.ceil(2 * steps * batchSize / PAIRS));
    // A run scores few pairs sooner itself than a task begins.
    return of < 2 ? [] : Array.from({ length: of }, (_, index) => {
      const request: ScoreRequest = { config, shard: { index, of } };
      return { key: `scores ${index} of ${of}: ${key}`, request };
    });
  });
}

/** All that scores depend on. */
function scoredBy({ collection, triples, falseNegatives, teacher, training, seed }: RunConfig) {
  const { steps, batchSize, sampling, maxQueryLength, maxPassageLength } = training!;
  const drawn = sampling === undefined ? { steps, batchSize, seed } : { sampling };
  const { encoder, weights } = teacher!;
  return {
    collection,
    triples,
    falseNegatives,
    encoder,
    weights,
    maxQueryLength,
    maxPassageLength,
    ...drawn,
  };
}
