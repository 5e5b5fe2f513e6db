/** Studies: which runs are made and why, as data; and what is concluded from them. */
export * from "./compare.ts";
export { type Difference, differenceOf } from "./difference.ts";
export { estimate } from "./estimate.ts";
export { type ExperimentName, experimentNames, experiments, plan, type PlanOptions } from "./grids.ts";
export { bm25, inBatchSoftmax, margin, untrained } from "./methods.ts";
export { type ReferenceGrid, referenceGrids } from "./reference.ts";
export * from "./selection.ts";
export {
  type CollectionPart,
  type EncoderUse,
  loadStudy,
  type OneOrMore,
  type Study,
  study,
  type StudyOptions,
  type TrainingGrid,
} from "./study.ts";
export { studyLabels } from "./study_labels.ts";
export { studyRuns } from "./study_runs.ts";
export { type Tier, tierEncoders, tiers, trainingBudgets } from "./sizes.ts";
export { triplesToReach } from "./triples_to_reach.ts";
