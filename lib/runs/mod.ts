/** A run: its configuration and hash, its store, the worker processes, and performing it; the registries. */
export { choiceOf } from "./collections/choice_of.ts";
export { type CollectionChoice, collections, sizesOf, subsetNames } from "./collections/registry.ts";
export * from "./config.ts";
export {
  encoderNamed,
  encoderRank,
  encoders,
  encoderWeights,
  fetchEncoders,
  NO_ENCODER,
} from "./encoders/registry.ts";
export { canonicalJSON, hashOf } from "./hash.ts";
export type { MarginMethod } from "./methods/margin.ts";
export { familyOf, type Method, methodKinds, methodLabel } from "./methods/registry.ts";
export * from "./result.ts";
export { isCurrent, runExperiment, type RunnerOptions, type RunnerProgress } from "./runner.ts";
export * from "./sizes.ts";
export {
  inResults,
  isStored,
  type LoadOptions,
  loadResults,
  readResult,
  runFolder,
  type Source,
  storedConfigs,
  storeResult,
} from "./store.ts";
export { firstGuess } from "./time_left.ts";
export { defaultJobs, startWorkers } from "./workers.ts";
