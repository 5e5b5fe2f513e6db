/** The settings of a fine-tuning, and those that are chosen where nothing is said. */
import { UserError } from "../../base/mod.ts";
import type { Method } from "../methods/registry.ts";

/** All that decides what comes of a fine-tuning, beside its collection and encoder; plain data. */
export interface FineTuningSettings {
  readonly method: Method;
  readonly steps: number;
  /** Triples a step. */
  readonly batchSize: number;
  readonly learningRate: number;
  /** Steps of linear warm-up. */
  readonly warmupSteps: number;
  /** Factor on the learning rate for each step. */
  readonly decay: number;
  readonly weightDecay: number;
  /** Share of values that are dropped, inside attention and elsewhere. */
  readonly dropout: number;
  /** Tokens. */
  readonly maxQueryLength: number;
  /** Tokens. */
  readonly maxPassageLength: number;
  readonly sampling: "random" | "without twins" | "topic-aware";
  /** Where negatives come from: ranks of BM25, and the share drawn from the whole collection. */
  readonly negatives: {
    readonly firstRank: number;
    readonly lastRank: number;
    readonly random: number;
    /** For each positive. */
    readonly count: number;
  };
  /** Steps between two validations. */
  readonly validateEvery: number;
  /** Validations without an improvement after which training stops. */
  readonly patience: number;
  readonly seed: number;
  /** Whether all passages are searched, however many there are. */
  readonly whole: boolean;
}

/** Steps that a fine-tuning takes at most where nothing is said: some minutes on two cores with an encoder of MiniLM's size. */
const MOST_STEPS = 60;
/** Triples a step where nothing is said. */
const BATCH = 32;

/**
 * Steps and batch size from the number of pairs: one pass over the pairs, but at least 20 steps and at most 60.
 *
 * @param pairs Triples that there are to train on.
 * @param options What is known already.
 *
 * @example Few pairs make small batches
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(chooseSteps(13_000), { steps: 60, batchSize: 32 });
 * assert.deepEqual(chooseSteps(100), { steps: 20, batchSize: 12 });
 * ```
 */
export function chooseSteps(
  pairs: number,
  options: { steps?: number; epochs?: number; batchSize?: number } = {},
): { steps: number; batchSize: number } {
  if (options.steps !== undefined && options.epochs !== undefined) {
    throw new UserError("Expected one of steps and epochs but found both.");
  }
  const { batchSize = Math.min(BATCH, Math.max(4, Math.floor(pairs / 8))) } = options;
  const pass = Math.ceil(pairs / batchSize);
  const steps = options.steps ??
    (options.epochs ? Math.ceil(options.epochs * pass) : Math.min(MOST_STEPS, Math.max(20, pass)));
  return { steps, batchSize };
}
