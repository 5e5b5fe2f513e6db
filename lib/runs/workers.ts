/**
 * Runs side by side, each in a process of its own with its share of the cores.
 *
 * Between two operations of a small encoder a second thread is idle: on two cores, two runs with one thread each do
 * about 20 % more work than one run with two.
 */
import { type ChildProcess, spawn } from "node:child_process";
import os from "node:os";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { UserError } from "../base/mod.ts";
import { pythonState } from "../setup/python_state.ts";
import type { RunConfig } from "./config.ts";
import { memoryOf } from "./memory.ts";
import type { RunHooks } from "./perform_run.ts";
import type { Place } from "./place.ts";
import type { RunRequest } from "./run_request.ts";
import { readResult } from "./store.ts";
import { passOn, type ToldOfRun } from "./told_run.ts";

/** A line that a worker prints. */
export type FromWorker = ToldOfRun | { done: true } | { failed: string };

/** As many of some runs at a time as there are cores, and memory for; one where a GPU is to be shared. */
export function defaultJobs(configs: readonly RunConfig[]): number {
  if (pythonState()?.gpu) return 1;
  const inMemory = Math.floor(os.totalmem() / (memoryOf(configs) * 1e9));
  return Math.max(1, Math.min(os.availableParallelism(), inMemory));
}

/** Starts workers; each process is started when it is first needed. */
export function startWorkers(jobs: number): Place {
  const threads = Math.max(1, Math.floor(os.availableParallelism() / jobs));
  const free: Worker[] = [];
  const all: Worker[] = [];
  // The first run prepares the data for all: the others begin once that is done.
  let prepared: Promise<void> | undefined;
  return {
    jobs,
    whenLeft: () => "The unfinished ones have checkpoints. Run the same command again to continue.",
    async perform(config, hooks) {
      let ready = () => {};
      if (prepared) await prepared;
      else prepared = new Promise((resolve) => ready = resolve);
      const worker = free.pop() ?? startWorker(threads);
      if (!all.includes(worker)) all.push(worker);
      const { source, keepsEncoder, signal } = hooks;
      let begun = false;
      // While it prepares the data, it has nothing to save, and would not hear of it for a minute.
      const stop = () => begun ? worker.stop() : worker.kill();
      signal?.addEventListener("abort", stop, { once: true });
      try {
        await worker.perform({ config, source, keepsEncoder }, {
          ...hooks,
          onTexts(texts) {
            begun = true;
            ready();
            hooks.onTexts?.(texts);
          },
        });
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      } finally {
        signal?.removeEventListener("abort", stop);
        ready();
      }
      free.push(worker);
      return await readResult(config, source);
    },
    end() {
      for (const worker of all) worker.stop();
    },
  };
}

interface Worker {
  perform(request: RunRequest, hooks: RunHooks): Promise<void>;
  /** Lets it save what it has, and end. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

function startWorker(threads: number): Worker {
  const program = fileURLToPath(new URL("./worker.ts", import.meta.url));
  const env = { ...process.env, TF_NUM_INTRAOP_THREADS: `${threads}`, OMP_NUM_THREADS: `${threads}` };
  const child: ChildProcess = spawn(process.execPath, ["run", "-A", "--no-check", program], {
    stdio: ["pipe", "pipe", "inherit"],
    env,
  });
  child.stdin!.on("error", () => {}); // the exit of a worker reports that it is gone
  const ended = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("exit", (code, signal) => resolve(signal ? `it was ended by ${signal}` : `exit code ${code}`));
  });
  let onLine: (line: FromWorker) => void = () => {};
  createInterface({ input: child.stdout! }).on("line", (line) => onLine(JSON.parse(line)));
  return {
    async perform(request, hooks) {
      const answer = new Promise<string | undefined>((resolve) => {
        onLine = (line) => {
          if ("done" in line) resolve(undefined);
          else if ("failed" in line) resolve(line.failed);
          else passOn(line, hooks);
        };
      });
      child.stdin!.write(JSON.stringify(request) + "\n");
      const failed = await Promise.race([
        answer,
        ended.then((how) =>
          `Expected a run's process to end with a result but it stopped: ${how}. ` +
          "Stored results are kept. Run the same command again to continue."
        ),
      ]);
      if (failed !== undefined) throw new UserError(failed);
    },
    stop() {
      child.stdin!.end();
    },
    kill() {
      child.kill("SIGKILL");
    },
  };
}
