/** The bench framework: what a bench declares, and what its contestants need. */
export type { Bench, BenchResult, Contestant, ContestantResult, Goal, Measure, Printed } from "./bench.ts";
export { contest, type ContestOptions, dataFolder, runContestant } from "./contest.ts";
