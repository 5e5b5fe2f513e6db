/** Diagnosis: what to expect of self-distillation, from an encoder and a collection alone. */
export { diagnose, type Diagnosis, type DiagnosisOptions, FEW_TRIPLES } from "./diagnose.ts";
export {
  errorOf,
  type Expectation,
  expectedGain,
  type HeldOut,
  heldOut,
  isOutside,
  type KnownCase,
  type Range,
  rangeOf,
} from "./expectation.ts";
export { gainFindings, gainMarks, gainRows } from "./gains.ts";
export { alignment, cosines, effectiveRank, uniformity, type Vectors } from "./geometry.ts";
export { knownCases, opponents, writeDiagnoses } from "./known_cases.ts";
