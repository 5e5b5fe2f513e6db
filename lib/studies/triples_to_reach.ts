/** How many triples a run needs to reach a level. */
import type { RunResult } from "../runs/mod.ts";

export interface ReachOptions {
  /** A measure of the validations; default "nDCG@10". */
  readonly measure?: "nDCG@10" | "RR@10";
}

/**
 * The triples after which a run's dev effectiveness first reaches a level; linear between two validations.
 *
 * @returns Infinity where it never does.
 */
export function triplesToReach(result: RunResult, level: number, options: ReachOptions = {}): number {
  const { measure = "nDCG@10" } = options;
  let before: { triples: number; value: number } | undefined;
  for (const { triples, measures } of result.validations) {
    const value = measures[measure];
    if (value >= level) {
      if (!before) return triples;
      return before.triples + (triples - before.triples) * (level - before.value) / (value - before.value);
    }
    before = { triples, value };
  }
  return Infinity;
}
