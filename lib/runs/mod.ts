/** A run: its configuration and hash, its store, the worker processes, and performing it; the registries. */
export { choiceOf } from "./collections/choice_of.ts";
export type { PartSize, PartSizes } from "./collections/collection_entry.ts";
export { countTexts, textsOf } from "./collections/count_texts.ts";
export { ownTriples, trainingPairs } from "./training_pairs.ts";
export {
  clustersOf,
  type CollectionChoice,
  collections,
  entryOf,
  entryWithList,
  namedPart,
  sizesOf,
  subsetNames,
} from "./collections/registry.ts";
export { checkCollections, missingOfCollections } from "./check_collections.ts";
export * from "./config.ts";
export {
  checkpointOf,
  encoderNamed,
  encoderRank,
  encoders,
  encoderWeights,
  fetchEncoders,
} from "./encoders/registry.ts";
export { NO_ENCODER } from "./encoders/no_encoder.ts";
export { fingerprintOfFile } from "./encoders/file_fingerprint.ts";
export { canonical } from "./canonical.ts";
export { canonicalJSON } from "./canonical_json.ts";
export { hashOf } from "./hash.ts";
export { batchNumbersOf, type Teacher } from "./methods/batch_numbers_of.ts";
export type { Needs, TeacherNeeds } from "./methods/method_kind.ts";
export type { MarginMethod } from "./methods/margin.ts";
export { familyOf, kindOf, type Method, methodKinds, methodLabel, needsTeacher } from "./methods/registry.ts";
export { cancelOnSlurm, type OnSlurmOptions, slurmScripts, startOnSlurm } from "./on_slurm.ts";
export { memoryOfEncoder } from "./memory.ts";
export type { Place } from "./place.ts";
export * from "./result.ts";
export { runSettings, type Setting } from "./run_settings.ts";
export { diskOfEncoders, encoderOfRun, isKept } from "./kept_encoder.ts";
export { isCurrent, runExperiment, type RunnerOptions, type RunnerProgress } from "./runner.ts";
export * from "./sizes.ts";
export type { TeacherChoice } from "./teachers/teacher_choice.ts";
export { type DrawnTriples, drawnTriples, type TripleChoice } from "./triple_choice.ts";
export {
  inResults,
  isStored,
  type LoadOptions,
  loadResults,
  loadStoredResults,
  readResult,
  runFolder,
  type Source,
  storedConfigs,
  storeResult,
} from "./store.ts";
export { teacherNamed, teachers } from "./teachers/registry.ts";
export { teachersRun } from "./teachers/teacher_run.ts";
export type { TeacherEntry } from "./teachers/teacher_entry.ts";
export { withFalseNegatives } from "./false_negatives.ts";
export { historyBytes } from "./stored_history.ts";
export { firstGuess, workOf } from "./time_left.ts";
export { defaultJobs, startWorkers } from "./workers.ts";
