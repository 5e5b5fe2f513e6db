/** One task that is followed: what it tells, and what Slurm says of it, until it ends. */
import path from "node:path";
import { UserError } from "../base/mod.ts";
import { deservesAnother, isEnd, requeueTask, type TaskState } from "./scheduler.ts";
import type { Submitted } from "./submission.ts";
import { hearFrom, isAboutTask, toldFile } from "./told.ts";
import { waits } from "./waits.ts";

/** How a task is followed. */
export interface FollowOptions {
  /** Gets each line that its program tells. */
  onLine(line: unknown): void;
  /** Told that it begins, for the first time or again: what it told before, it tells again. */
  onBegin?(): void;
  /** Told what Slurm does with it, in a few words. */
  onState?(state: string): void;
  /** Whether what the task makes is there, so that it is done though it was not heard to be. */
  isDone?(): Promise<boolean>;
  /** Ends the following; the task goes on. */
  signal?: AbortSignal;
}

export interface FollowedTask {
  /**
   * Resolves once the task is done.
   *
   * @throws UserError where it failed, or Slurm ended it; the signal's reason where it is aborted.
   */
  readonly done: Promise<void>;
  /** Whether `done` is settled. */
  ended(): boolean;
  /** Reads what the task told since the last time. */
  listen(): Promise<void>;
  /**
   * Takes what Slurm says of it; nothing where Slurm has forgotten it.
   *
   * @returns Whether Slurm should be asked again soon.
   */
  judge(found: Judged | undefined): Promise<boolean>;
  /** Ends the following with an error. */
  fail(error: unknown): void;
}

/** What Slurm says of a task; an account has no reason. */
export type Judged = Pick<TaskState, "state"> & Partial<Pick<TaskState, "reason">>;

/** How often a task is put back into the queue where Slurm does not do it itself. */
const ATTEMPTS = 3;

/** Begins to follow a task. */
export function followTask(
  { task, folder }: Submitted,
  { onLine, onBegin, onState, isDone, signal }: FollowOptions,
): FollowedTask {
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  const hear = hearFrom(toldFile(folder, task));
  let ended = false, attempts = 0;
  /** Since when Slurm says that it ended. */
  let gone: number | undefined;
  const end = (settle: () => void) => {
    if (ended) return;
    ended = true;
    signal?.removeEventListener("abort", leave);
    settle();
  };
  const fail = (error: unknown) => end(() => reject(error));
  const leave = () => fail(signal!.reason);
  signal?.addEventListener("abort", leave, { once: true });
  if (signal?.aborted) leave();
  return {
    done,
    ended: () => ended,
    fail,
    async listen() {
      for (const line of await hear()) {
        if (ended) return;
        if (!isAboutTask(line)) onLine(line);
        else if ("done" in line) end(resolve);
        else if ("failed" in line) fail(new UserError(line.failed));
        else {
          onBegin?.();
          onState?.(`on ${line.begins}`);
        }
      }
    },
    async judge(found) {
      if (found && !isEnd(found.state)) {
        gone = undefined;
        if (found.state === "PENDING") onState?.(`waiting (${found.reason})`);
        return false;
      }
      if (await isDone?.()) {
        end(resolve);
        return false;
      }
      if (gone === undefined) {
        // What it told last may not be seen on this node yet: the next time decides.
        gone = performance.now();
        return true;
      }
      const state = found?.state;
      if (state && deservesAnother(state) && attempts++ < ATTEMPTS && await requeueTask(task)) {
        gone = undefined;
        onState?.(`again after ${state}`);
        return true;
      }
      const tells = state === undefined || state === "COMPLETED" || state === "FAILED";
      if (tells && performance.now() - gone < 1000 * waits.seen) return false;
      fail(
        new UserError(
          `Expected task ${task} to end with a result but Slurm ended it: ` +
            `${state ?? "it is no longer in the queue"}. Its log is ${path.join(folder, `${task}.log`)}. ` +
            adviceOn(state, folder) +
            "The same command submits it again.",
        ),
      );
      return false;
    },
  };
}

/** What else there is to say of an end without a result. */
function adviceOn(state: string | undefined, folder: string): string {
  if (state === "COMPLETED") return `Nothing was heard of it: all nodes must share ${folder}. `;
  if (state === "OUT_OF_MEMORY") return "Ask for more memory: --memory. ";
  if (state === "TIMEOUT") return "Ask for more time: --time. ";
  return "";
}
