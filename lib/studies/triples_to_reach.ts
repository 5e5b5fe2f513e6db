/** How many triples a run needs to reach a level for good. */
import type { RunResult } from "../runs/mod.ts";

export interface ReachOptions {
  /** A measure of the validations; default "nDCG@10". */
  readonly measure?: "nDCG@10" | "RR@10";
}

/**
 * The triples after which a run's dev effectiveness reaches a level and holds it to the end; linear between two
 * validations.
 *
 * @returns Infinity where it never does, or falls below the level later.
 */
export function triplesToReach(result: RunResult, level: number, options: ReachOptions = {}): number {
  const { measure = "nDCG@10" } = options;
  const values = result.validations.map(({ measures }) => measures[measure]);
  const held = values.findLastIndex((value) => !(value >= level)) + 1;
  if (held === values.length) return Infinity;
  const { triples } = result.validations[held];
  if (held === 0) return triples;
  const before = result.validations[held - 1].triples;
  return before + (triples - before) * (level - values[held - 1]) / (values[held] - values[held - 1]);
}
