/** What another process is asked to perform. */
import type { RunConfig } from "./config.ts";
import type { RunHooks } from "./perform_run.ts";

/** A run, with where its result goes and whether its encoder is kept. */
export interface RunRequest extends Pick<RunHooks, "source" | "keepsEncoder"> {
  readonly config: RunConfig;
}
