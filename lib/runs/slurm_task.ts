/** The program of an array job of runs: each task performs one, unless it is stored already. */
import { performTask } from "../slurm/mod.ts";
import type { RunConfig } from "./config.ts";
import { performAndTell } from "./perform_and_tell.ts";
import { isCurrent } from "./runner.ts";
import type { Source } from "./store.ts";
import { joined, type ToldOfRun } from "./told_run.ts";

/** What a task gets. */
export interface RunRequest {
  readonly config: RunConfig;
  readonly source: Source;
}

await performTask<RunRequest, ToldOfRun>(async ({ config, source }, { signal, tell, worthSaving }) => {
  if (await isCurrent(config, source)) return;
  const told = (line: ToldOfRun) => {
    // Before its texts are known, a run only prepares data.
    if ("texts" in line) worthSaving();
    tell(line);
  };
  await performAndTell(config, { source, signal, tell: told });
}, joined);
