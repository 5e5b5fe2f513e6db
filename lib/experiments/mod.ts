/** Experiments: configurations as data, the runner, the store of results, comparisons and verdicts. */
export * from "./compare.ts";
export * from "./config.ts";
export { type ExperimentName, experimentNames, experiments, plan, type PlanOptions } from "./grids.ts";
export { canonicalJSON, hashOf } from "./hash.ts";
export { type ReferenceGrid, referenceGrids } from "./reference.ts";
export * from "./result.ts";
export { runExperiment, type RunnerOptions, type RunnerProgress } from "./runner.ts";
export { type SubsetSize, subsetSizes, trainingBudgets } from "./sizes.ts";
export { inResults, type LoadOptions, loadResults, readResult, storeResult } from "./store.ts";
export { checkSummary, summaryTable, writeSummary } from "./summary.ts";
export * from "./verdicts.ts";
