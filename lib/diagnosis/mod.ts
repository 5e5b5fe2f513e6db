/** Diagnosis: what to expect of self-distillation, from an encoder and a collection alone. */
export { diagnose, type Diagnosis, type DiagnosisOptions } from "./diagnose.ts";
export {
  errorOf,
  type Expectation,
  expectedGain,
  type HeldOut,
  heldOut,
  type KnownCase,
} from "./expectation.ts";
export { gainFindings, gainMarks, gainRows } from "./gains.ts";
export { alignment, cosines, effectiveRank, uniformity, type Vectors } from "./geometry.ts";
export { knownCases, opponents, writeDiagnoses } from "./known_cases.ts";
