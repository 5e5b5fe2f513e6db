/** Performs a run for another process, and tells it how that goes. */
import type { RunConfig } from "./config.ts";
import { performRun, type RunHooks } from "./perform_run.ts";
import type { RunResult } from "./result.ts";
import type { ToldOfRun } from "./told_run.ts";

/** Performs a run and tells of it. */
export function performAndTell(
  config: RunConfig,
  { tell, ...hooks }: Pick<RunHooks, "source" | "keepsEncoder" | "signal"> & {
    tell: (line: ToldOfRun) => void;
  },
): Promise<RunResult> {
  return performRun(config, {
    ...hooks,
    onTexts: (texts) => tell({ texts }),
    // JSON would make null of undefined.
    onWork: (phase, texts, seconds) =>
      tell({ work: seconds === undefined ? [phase, texts] : [phase, texts, seconds] }),
    onNote: (note) => tell({ note }),
  });
}
