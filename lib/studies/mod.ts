/** Experiments: configurations as data, the runner, the store of results, comparisons and verdicts. */
export * from "./compare.ts";
export * from "./estimates.ts";
export { type ExperimentName, experimentNames, experiments, plan, type PlanOptions } from "./grids.ts";
export { type ReferenceGrid, referenceGrids } from "./reference.ts";
export * from "./selection.ts";
export * from "./verdicts.ts";
