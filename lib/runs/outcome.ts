/** A run before it is measured. */
import type { Hits } from "../retrieval/mod.ts";
import type { History } from "../training/mod.ts";
import type { RunCost } from "./result.ts";

/** What is there of a run before it is measured. */
export interface Outcome {
  readonly history: History;
  /** Best passages of each test query. */
  readonly found: Hits[];
  /** BM25's candidates of each test query, in this run's order. */
  readonly reranked: Hits[];
  /** Seconds of training steps that an earlier, interrupted process took. */
  readonly restored: number;
  readonly cost: Omit<RunCost, "memory">;
}

/** What the first steps of a training took, as those before an interruption, in seconds. */
export function secondsOf(steps: readonly { readonly seconds: number }[], count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += steps[i].seconds;
  return sum;
}
