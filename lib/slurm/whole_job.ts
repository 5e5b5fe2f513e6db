/** A job whose tasks belong together: all are followed to their end, and the first failure ends the following. */
import { type Following, submitAndFollow } from "./array_job.ts";
import type { ArrayJob, ArrayTask } from "./submission.ts";

export interface WholeJobOptions<Line> {
  /** Told what was submitted. */
  readonly say: (line: string) => void;
  /** Gets each line that the program of a task tells, with the task's number. */
  readonly onLine?: (line: Line, task: number) => void;
  /** Ends the following; the job goes on. */
  readonly signal?: AbortSignal;
}

/**
 * Submits tasks, except those that are in the queue already, and waits for all.
 *
 * @throws UserError where Slurm refuses, or a task failed; the signal's reason where it is aborted.
 */
export async function performOnSlurm<Line>(
  job: ArrayJob,
  tasks: readonly ArrayTask[],
  { say, onLine, signal }: WholeJobOptions<Line>,
): Promise<void> {
  const following = await submitAndFollow(job, tasks);
  sayWhere(following, say);
  const failure = new AbortController();
  const signals = AbortSignal.any([failure.signal, ...(signal ? [signal] : [])]);
  const each = tasks.map(({ key }, task) =>
    following.task(key, { signal: signals, onLine: (line) => onLine?.(line as Line, task) })
  );
  await Promise.all(each).catch((error) => {
    failure.abort(error);
    throw error;
  });
}

/** Says which jobs there are, and where their logs lie. */
export function sayWhere({ jobs, folders }: Following, say: (line: string) => void): void {
  if (jobs.length > 0) say(`On Slurm: job ${jobs.join(", ")}. Logs: ${folders.join(", ")}`);
}
