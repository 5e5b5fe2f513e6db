/** Array jobs: tasks are submitted where they are not in the queue yet, and followed until they end. */
import { type FollowedTask, type FollowOptions, followTask } from "./followed_task.ts";
import { accountedEnds, type TaskState, taskStates } from "./scheduler.ts";
import { type ArrayJob, type ArrayTask, submitMissing } from "./submission.ts";

export interface Following {
  /** Ids of the jobs, newest last. */
  readonly jobs: readonly string[];
  /** Where their logs are. */
  readonly folders: readonly string[];
  /** How many tasks run, as far as was heard. */
  running(): number;
  /**
   * Waits for a task.
   *
   * @param key One of those that were submitted.
   * @throws UserError where it failed, or Slurm ended it; the signal's reason where it is aborted.
   */
  task(key: string, options: FollowOptions): Promise<void>;
}

/** Milliseconds between two looks at what tasks tell, at least; each task adds some, so that 100 files a second are opened. */
const LOOK = 500, LOOK_EACH = 10;

/** Milliseconds between two questions to Slurm, at least and at most. */
const ASK_FIRST = 1000, ASK_LAST = 30_000;

/**
 * Submits those tasks that are not in the queue yet, in one array job.
 *
 * Slurm is asked seldom where nothing changes: what a task tells is read from its file.
 *
 * @throws UserError where Slurm refuses.
 */
export async function submitAndFollow(job: ArrayJob, tasks: readonly ArrayTask[]): Promise<Following> {
  const all = await submitMissing(job, tasks);
  const jobs = [...new Set(all.map(({ task }) => task.split("_")[0]))];
  const byKey = new Map(all.map((submitted) => [submitted.key, submitted]));
  const followed = new Map<string, FollowedTask>();
  let states = new Map<string, TaskState>();
  let watching = false;

  const judgeBy = async (now: Map<string, TaskState>) => {
    const ends = await accountedEnds([...followed.keys()].filter((task) => !now.has(task)));
    return await Promise.all([...followed].map(([task, each]) => {
      const state = ends.get(task);
      return each.judge(now.get(task) ?? (state === undefined ? undefined : { state }));
    }));
  };

  const watch = async () => {
    let pause = 0, asked = 0, before = "";
    // While Slurm is silent, tasks go on, and those that waited may begin.
    let silent = false;
    while (followed.size > 0) {
      const telling = [...followed].filter(([task]) => silent || states.get(task)?.state !== "PENDING");
      await Promise.all(telling.map(([, each]) => each.listen()));
      // A task that ends makes room for another one.
      if (telling.some(([, each]) => each.ended())) pause = ASK_FIRST;
      if (performance.now() - asked >= pause) {
        const now = await taskStates(jobs);
        const soon = now ? await judgeBy(now) : [];
        silent = !now;
        states = now ?? states;
        const seen = JSON.stringify([...states]);
        pause = seen === before && !soon.includes(true) ? Math.min(ASK_LAST, pause * 1.5) : ASK_FIRST;
        [asked, before] = [performance.now(), seen];
      }
      for (const [task, each] of followed) if (each.ended()) followed.delete(task);
      if (followed.size > 0) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(LOOK, LOOK_EACH * telling.length)));
      }
    }
    watching = false;
  };

  return {
    jobs,
    folders: [...new Set(all.map(({ folder }) => folder))],
    running: () => [...states.values()].filter(({ state }) => state === "RUNNING").length,
    task(key, options) {
      const submitted = byKey.get(key)!;
      const each = followTask(submitted, options);
      followed.set(submitted.task, each);
      if (!watching) {
        watching = true;
        watch().catch((error) => {
          watching = false;
          for (const each of followed.values()) each.fail(error);
        });
      }
      return each.done;
    },
  };
}
