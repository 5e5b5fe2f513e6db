/** Where runs are performed: in processes on this machine, or on a cluster. */
import type { RunConfig } from "./config.ts";
import type { RunHooks } from "./perform_run.ts";
import type { RunResult } from "./result.ts";

export interface Place {
  /** How many runs may be handed over at a time. */
  readonly jobs: number;
  /** How many are performed right now, each with cores of its own; absent where all `jobs` share this machine's. */
  atOnce?(): number;
  /** What an interruption of this process does to unfinished runs, and how to go on: one or two sentences. */
  whenLeft(): string;
  /** As `performRun`, but elsewhere; no more than `jobs` at a time. */
  perform(config: RunConfig, hooks: RunHooks): Promise<RunResult>;
  /** Ends the processes on this machine. */
  end(): void;
}
