/** A job whose tasks belong together: all are followed to their end, whatever becomes of one. */
import { counted, messageOf, UserError } from "../base/mod.ts";
import { type Following, submitAndFollow } from "./array_job.ts";
import type { ArrayJob, ArrayTask } from "./submission.ts";

export interface WholeJobOptions<Line> {
  /** Told what was submitted, and which tasks failed. */
  readonly say: (line: string) => void;
  /** Gets each line that the program of a task tells, with the task's number. */
  readonly onLine?: (line: Line, task: number) => void;
  /** Ends the following; the job goes on. */
  readonly signal?: AbortSignal;
}

/**
 * Submits tasks, except those that are in the queue already, and waits for all.
 *
 * @throws UserError where Slurm refuses, or a task failed, once all others have ended; the signal's reason where it is
 *   aborted.
 */
export async function performOnSlurm<Line>(
  job: ArrayJob,
  tasks: readonly ArrayTask[],
  { say, onLine, signal }: WholeJobOptions<Line>,
): Promise<void> {
  const following = await submitAndFollow(job, tasks);
  sayWhere(following, say);
  const failures: string[] = [];
  await Promise.all(tasks.map(async ({ key }, task) => {
    try {
      await following.task(key, { signal, onLine: (line) => onLine?.(line as Line, task) });
    } catch (error) {
      signal?.throwIfAborted();
      const message = messageOf(error);
      if (!failures.includes(message)) say(`Task ${task + 1} of ${tasks.length} failed: ${message}`);
      failures.push(message);
    }
  }));
  if (failures.length === 0) return;
  throw new UserError(
    `Expected ${
      counted(tasks.length, "task")
    } to be done but ${failures.length} failed, the first because: ` +
      `${failures[0]}\nWhat the others did is kept. The same command submits what is missing.`,
  );
}

/** Says which jobs there are, and where their logs lie. */
export function sayWhere({ jobs, folders }: Following, say: (line: string) => void): void {
  if (jobs.length > 0) say(`On Slurm: job ${jobs.join(", ")}. Logs: ${folders.join(", ")}`);
}
