/** The bench framework: what a bench declares, how it is run, and its report. */
export type { Bench, BenchResult, Contestant, ContestantResult, Goal, Measure, Printed } from "./bench.ts";
export { benchNames, commitResult, loadBench } from "./benches.ts";
export { contest, type ContestOptions, dataFolder, runContestant } from "./contest.ts";
export { report } from "./report.ts";
