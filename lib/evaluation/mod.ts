/** Evaluating run files and comparing them, from the command line and from code. */
export { compareCommand, type DifferencesOfSystem, type DrawDifferences } from "./compare_command.ts";
export * from "./comparison.ts";
export { evaluateCommand, type EvaluationRecord } from "./evaluate_command.ts";
export * from "./reproduction.ts";
