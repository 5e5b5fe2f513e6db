/** Runs on a Slurm cluster: an array job with a task for each. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../base/mod.ts";
import {
  type ArrayJob,
  type ArrayTask,
  cancelQueued,
  type Resources,
  sayWhere,
  scriptsFor,
  submitAndFollow,
  waits,
} from "../slurm/mod.ts";
import { type RunConfig, runLabel } from "./config.ts";
import { hashOf } from "./hash.ts";
import { encoderOfRun, isKept } from "./kept_encoder.ts";
import { memoryOf } from "./memory.ts";
import type { Place } from "./place.ts";
import { isCurrent } from "./runner.ts";
import type { RunRequest } from "./run_request.ts";
import { isStored, readResult, runFolder, type Source } from "./store.ts";
import { cancelScoring, scoreOnSlurm, scoreScripts } from "./teachers/score_on_slurm.ts";
import { passOn, type ToldOfRun } from "./told_run.ts";
import type { Phase } from "./time_left.ts";

export interface OnSlurmOptions {
  /** Where results are stored: a folder that all nodes share. */
  readonly source: Source;
  /** Whether trained encoders are kept too, in that folder; default false. */
  readonly keepsEncoder?: boolean;
  readonly resources: Resources;
  /** Told what was submitted. */
  readonly say?: (line: string) => void;
  /** Ends the wait for teachers' scores; their job goes on. */
  readonly signal?: AbortSignal;
}

/**
 * Submits runs, except those that are in the queue already; where teachers score their triples, once that is done.
 *
 * @throws UserError where Slurm refuses, or the teachers' triples cannot be scored, or a run in the queue will not keep its encoder.
 */
export async function startOnSlurm(
  configs: readonly RunConfig[],
  { source, keepsEncoder, resources, say, signal }: OnSlurmOptions,
): Promise<Place> {
  await scoreOnSlurm(configs, { resources, say, signal });
  const job = await submitAndFollow(
    arrayJob(configs, resources),
    configs.map((config) => taskOf({ config, source, keepsEncoder })),
  );
  if (say) sayWhere(job, say);
  return {
    jobs: Math.max(1, configs.length),
    atOnce: () => Math.max(1, job.running()),
    whenLeft: () =>
      `Job ${
        job.jobs.join(", ")
      } goes on without this process. The same command follows it again; with --cancel ` +
      "it cancels what is unfinished.",
    async perform(config, hooks) {
      const told = new Map<Phase, number>();
      await job.task(keyOf(config, source), {
        signal: hooks.signal,
        onLine(line) {
          passOn(line as ToldOfRun, {
            ...hooks,
            onWork(phase, texts, seconds) {
              told.set(phase, (told.get(phase) ?? 0) + texts);
              hooks.onWork?.(phase, texts, seconds);
            },
          });
        },
        onBegin() {
          // What an earlier attempt did comes again, or is told again.
          for (const [phase, texts] of told) hooks.onWork?.(phase, -texts);
          told.clear();
        },
        onState: hooks.onNote,
        isDone: () => isCurrent(config, source, { keepsEncoder }),
      });
      await untilStored({ config, source, keepsEncoder });
      return await readResult(config, source);
    },
    end() {},
  };
}

/** The batch scripts that would be submitted: that of teachers' scores first, where there are any. */
export async function slurmScripts(
  configs: readonly RunConfig[],
  { source, keepsEncoder, resources }: OnSlurmOptions,
): Promise<string> {
  return await scoreScripts(configs, { resources }) +
    await scriptsFor(
      arrayJob(configs, resources),
      configs.map((config) => taskOf({ config, source, keepsEncoder })),
    );
}

/** Cancels those of some runs that wait or run, and the scoring of their triples; tells how many runs. */
export async function cancelOnSlurm(configs: readonly RunConfig[], source: Source): Promise<number> {
  await cancelScoring(configs);
  return await cancelQueued(configs.map((config) => keyOf(config, source)));
}

function arrayJob(configs: readonly RunConfig[], resources: Resources): ArrayJob {
  const program = fileURLToPath(new URL("./slurm_task.ts", import.meta.url));
  return { name: "reproduce", program, memory: memoryOf(configs), resources };
}

function taskOf(request: RunRequest): ArrayTask {
  const { config, source, keepsEncoder } = request;
  return {
    key: keyOf(config, source),
    request,
    checkQueued(queued) {
      if (!keepsEncoder || !config.training || (queued as RunRequest).keepsEncoder) return;
      throw new UserError(
        `Expected the runs in the queue to keep their encoders but "${
          runLabel(config)
        }" was submitted without ` +
          "--keep-encoders. Cancel it first (the same command with --cancel instead of --keep-encoders): " +
          "it then goes on from its checkpoint. Or leave --keep-encoders out.",
      );
    },
  };
}

/** Where the result goes says all about a run, but for whether its encoder is kept. */
function keyOf(config: RunConfig, source: Source): string {
  return path.resolve(runFolder(source, hashOf(config)));
}

/** Waits until this node sees what a task stored on another one. */
async function untilStored({ config, source, keepsEncoder }: RunRequest): Promise<void> {
  const wanted = [
    { what: "result", folder: keyOf(config, source), isThere: () => isStored(config, source) },
    ...(keepsEncoder && config.training
      ? [{
        what: "encoder",
        folder: path.resolve(encoderOfRun(hashOf(config))),
        isThere: () => isKept(config),
      }]
      : []),
  ];
  for (const { what, folder, isThere } of wanted) {
    for (let waited = 0; !await isThere(); waited++) {
      if (waited >= waits.seen) {
        throw new UserError(
          `Expected the ${what} in ${folder}, where a task of the cluster stored it, but found none. ` +
            "The nodes must share that folder: name another by KIT_RESULTS.",
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
