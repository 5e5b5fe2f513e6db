/** What a program does that an array job runs: it reads its request, tells of the work, and saves where it has to stop. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { systemError, UserError } from "../base/mod.ts";
import { GOES_ON } from "./batch_script.ts";
import { REQUESTS } from "./submission.ts";
import { type Join, tellInto, toldFile } from "./told.ts";

export interface TaskHooks<Line> {
  /** Aborted where the work has to be saved, because the task is preempted, cancelled, or near its time limit. */
  readonly signal: AbortSignal;
  /** Tells the process that follows, if there is one. */
  tell(line: Line): void;
  /** Says that from here on there is something to save; before, a signal ends the task at once. */
  worthSaving(): void;
}

/**
 * Performs the request that this task of an array job is for, and ends the process: with code 0; 1 where the request cannot
 * be done; 75 where it was saved before the time limit; 143 where it was saved for another reason.
 *
 * @param join One line in place of two that are told within a second; default both are kept.
 */
export async function performTask<R, Line extends object = object>(
  work: (request: R, hooks: TaskHooks<Line>) => Promise<void>,
  join?: Join<Line>,
): Promise<never> {
  const [folder, index] = process.argv.slice(2);
  const { SLURM_ARRAY_JOB_ID: job, SLURM_RESTART_COUNT: restarts = "0", SLURMD_NODENAME: node = "" } =
    process.env;
  const { tell, write } = tellInto<Line>(toldFile(folder, `${job}_${index}`), join);
  const end = (code: number): never => {
    write();
    process.exit(code);
  };
  const controller = new AbortController();
  let saves = false;
  let code = 0;
  process.on("SIGTERM", () => stop(143));
  process.on("SIGUSR2", () => stop(GOES_ON));
  const stop = (because: number) => {
    code ||= because;
    if (saves) return controller.abort();
    if (because === GOES_ON) {
      tell({
        failed: "Expected more time than the time limit leaves after the preparation. Ask for more: --time",
      });
      end(1);
    }
    end(code);
  };
  tell({ begins: restarts === "0" ? node : `${node}, attempt ${Number(restarts) + 1}` });
  try {
    const requests = JSON.parse(await readFile(path.join(folder, REQUESTS), "utf8"));
    await work(requests[Number(index)], { signal: controller.signal, tell, worthSaving: () => saves = true });
    tell({ done: true });
    return end(0);
  } catch (error) {
    if (controller.signal.aborted) return end(code);
    const told = error instanceof UserError ? error : systemError(error);
    const { message, stack = message } = error as Error;
    tell({ failed: told?.message ?? stack });
    return end(1);
  }
}
