/** Array jobs on a Slurm cluster: the script, its submission, what its tasks tell, following and cancelling them. */
export { type Following, submitAndFollow } from "./array_job.ts";
export type { FollowOptions } from "./followed_task.ts";
export { readHead, type Resources } from "./resources.ts";
export { type ArrayJob, type ArrayTask, cancelQueued, scriptsFor } from "./submission.ts";
export { performTask, type TaskHooks } from "./task.ts";
export { performOnSlurm, sayWhere } from "./whole_job.ts";
export { waits } from "./waits.ts";
