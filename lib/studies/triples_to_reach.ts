/** How many triples a run needs to reach a level for good. */
import type { RunResult } from "../runs/mod.ts";
import { courseOf, reachedAt } from "./course.ts";

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
  return reachedAt(courseOf(result, { ...options, bestSoFar: false }), level);
}
