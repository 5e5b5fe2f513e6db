/** A run's dev effectiveness over what it cost so far: triples, tokens or seconds. */
import type { RunResult } from "../runs/mod.ts";

/** What a curve runs over. */
export const costs = ["triples", "tokens", "seconds"] as const;

/** Triples seen; tokens through the encoder in training; seconds of training. */
export type Cost = typeof costs[number];

export interface CoursePoint {
  /** Training steps until here. */
  readonly step: number;
  readonly cost: number;
  readonly value: number;
}

export interface CourseOptions {
  /** A measure of the validations; default nDCG@10. */
  readonly measure?: string;
  /** Default triples. */
  readonly cost?: Cost;
  /** The highest value until there, which a user has who keeps the best weights; default true. */
  readonly bestSoFar?: boolean;
  /** What was spent before the first step, such as on a search for the margin; default 0. */
  readonly spent?: number;
}

/** A point for each validation of a run, the one before training included. */
export function courseOf({ history, validations }: RunResult, options: CourseOptions = {}): CoursePoint[] {
  const { measure = "nDCG@10", cost = "triples", bestSoFar = true, spent = 0 } = options;
  const each = (record: RunResult["history"][number]) =>
    cost === "triples" ? 0 : cost === "tokens" ? record.tokens : record.seconds;
  let [taken, at, best] = [0, 0, -Infinity];
  return validations.map(({ step, triples, measures }) => {
    for (; at < history.length && history[at].step <= step; at++) taken += each(history[at]);
    best = Math.max(best, measures[measure]);
    return {
      step,
      cost: spent + (cost === "triples" ? triples : taken),
      value: bestSoFar ? best : measures[measure],
    };
  });
}

/**
 * The cost at which a course reaches a level and holds it to its end; linear between two validations.
 *
 * @returns Infinity where it never does, or falls below the level later.
 */
export function reachedAt(course: readonly CoursePoint[], level: number): number {
  const held = course.findLastIndex(({ value }) => !(value >= level)) + 1;
  if (held === course.length) return Infinity;
  const { cost, value } = course[held];
  if (held === 0) return cost;
  const before = course[held - 1];
  return before.cost + (cost - before.cost) * (level - before.value) / (value - before.value);
}
