/** The program of an array job of runs: each task performs one, unless it is stored already. */
import { performTask } from "../slurm/mod.ts";
import { performAndTell } from "./perform_and_tell.ts";
import type { RunRequest } from "./run_request.ts";
import { isCurrent } from "./runner.ts";
import { joined, type ToldOfRun } from "./told_run.ts";

await performTask<RunRequest, ToldOfRun>(async ({ config, ...asked }, { signal, tell, worthSaving }) => {
  if (await isCurrent(config, asked.source, asked)) return;
  const told = (line: ToldOfRun) => {
    // Before its texts are known, a run only prepares data.
    if ("texts" in line) worthSaving();
    tell(line);
  };
  await performAndTell(config, { ...asked, signal, tell: told });
}, joined);
