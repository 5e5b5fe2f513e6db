/** Configurations of runs, for tests; no study asks for them. */
import type { RunConfig, TrainingBudget } from "./config.ts";
import type { Method } from "./methods/registry.ts";
import { lengths } from "./sizes.ts";

const budget: TrainingBudget = {
  steps: 6,
  batchSize: 12,
  learningRate: 1e-3,
  warmupSteps: 2,
  validateAt: [0, 3, 6],
  weightDecay: 1e-6,
  decay: 0.99999,
  ...lengths,
};

const laptop = { collection: { name: "wordnet", subset: "laptop" }, seed: 166613 } as const;
const adaptive = {
  kind: "margin",
  target: "adaptive",
  inBatch: false,
  errorFn: "l2",
  orientation: "reference",
  detachTarget: false,
} as const;
const softmax = { kind: "in-batch softmax", temperature: 0.05 } as const;

/** BM25. */
export const bm25Config: RunConfig = {
  ...laptop,
  encoder: "none",
  method: { kind: "bm25", k1: 0.9, b: 0.4 },
};

const trained = (encoder: string, method: Method): RunConfig => ({
  ...laptop,
  encoder,
  method,
  training: budget,
});

/** minilm before training, and after training with three losses. */
export const minilmConfigs: readonly RunConfig[] = [
  { ...laptop, encoder: "minilm", method: { kind: "untrained" } },
  trained("minilm", softmax),
  trained("minilm", adaptive),
  trained("minilm", { ...adaptive, inBatch: true }),
];

/** tiny with adaptive targets, without and with in-batch negatives: runs that take seconds. */
export const smokeConfigs: readonly RunConfig[] = [adaptive, { ...adaptive, inBatch: true }].map((
  method,
) => ({
  ...trained("tiny", method),
  collection: { name: "wordnet", subset: "smoke" },
}));
