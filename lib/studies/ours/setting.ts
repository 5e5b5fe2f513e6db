/** What the runs of our comparison share. */
import { bm25, inBatchSoftmax, margin, untrained } from "../methods.ts";
import type { Method } from "../../runs/mod.ts";

export const collections = ["wordnet#study"];

/** The first two layers of MiniLM: a run takes a minute on two cores. */
export const encoders = ["minilm-2"];

/** Two thousand triples; dropout as in the reference; the best weights by dev are the result. */
export const training = {
  steps: 32,
  batchSize: 64,
  warmupSteps: 10,
  dropout: 0.1,
  validateAt: [0, 4, 8, 12, 16, 24, 32],
  keepBest: { measure: "nDCG@10" },
};

/** The rates of which each method has its own picked on dev. */
export const rates = [1e-4, 3e-4, 1e-3];

/** The first seed is that of the rate search. */
export const seeds = [1, 2, 3, 4, 5];

/** What trains nothing. */
export const untrainedMethods: readonly Method[] = [bm25(), untrained];

const paper = { orientation: "paper" } as const;

/** The paper's three targets, static margins among which one is to be found, and the usual contrastive loss. */
export const comparedMethods: readonly Method[] = [
  margin("adaptive"),
  margin("adaptive", { inBatch: true, ...paper }),
  margin("distributed", paper),
  inBatchSoftmax(),
  ...[0.2, 0.5, 0.8].flatMap((target) => [margin(target), margin(target, { inBatch: true, ...paper })]),
];
