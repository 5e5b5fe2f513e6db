/** The project's checks of itself: format, lint, types, unit tests, notebooks. */
export { runChecks, sortPaths } from "./run_checks.ts";
export type { Tally } from "./tally.ts";
