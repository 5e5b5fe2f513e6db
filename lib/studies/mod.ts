/** Studies: which runs are made and why, as data; and what is concluded from them. */
export {
  bestStatic,
  type Claim,
  claims,
  type ClaimVerdict,
  ENOUGH_SEEDS,
  type Evidence,
  judgeClaims,
  type JudgedClaim,
  verdictOf,
  type VerdictWord,
  verdictWords,
} from "./claims/mod.ts";
export * from "./compare.ts";
export {
  type ComparedMethod,
  comparedMethod,
  type Comparison,
  comparisonsOf,
  placeOf,
  staticMethods,
} from "./comparison.ts";
export { type Cost, costs, courseOf, type CourseOptions, type CoursePoint, reachedAt } from "./course.ts";
export { type LevelOptions, type LevelReached, levelReached } from "./level_reached.ts";
export { spentOnMargins } from "./margin_search.ts";
export { areaOverLogTriples, bestSoFar, type CurvePoint } from "./learning_curve.ts";
export { seedContrast, type SeedDifference, seedDifference, seedEstimate } from "./seed_difference.ts";
export { bestOfDev, type SeedGroup, seedGroups } from "./seed_groups.ts";
export { type Difference, differenceOf } from "./difference.ts";
export { estimate } from "./estimate.ts";
export {
  bixse,
  bm25,
  crossEncoder,
  dualMarginMSE,
  guidedSoftmax,
  inBatchSoftmax,
  listwiseKL,
  margin,
  marginMSE,
  rankNet,
  triplet,
  untrained,
} from "./methods.ts";
export * from "./paper/mod.ts";
export { bestOnDev, encodersOf, searched, staticMargin, usesInBatch } from "./selection.ts";
export { loadStudies, type Study, study } from "./study.ts";
export type { CollectionPart, EncoderUse, OneOrMore, StudyOptions, TrainingGrid } from "./study_options.ts";
export { runLabels, studyLabels } from "./study_labels.ts";
export { studyRuns, type StudyRunsOptions } from "./study_runs.ts";
export { trialOf } from "./trial.ts";
export { studySource } from "./study_source.ts";
export { type ExperimentName, experimentNames, isOfPaper, ourRuns, type Tier, tiers } from "./tiers.ts";
