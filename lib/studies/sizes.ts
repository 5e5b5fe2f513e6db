/** What the tiers of our studies differ in: margins, encoders, and how much is trained. */
import { lengths, type TrainingBudget } from "../runs/mod.ts";

/** How much work a study may take: seconds, minutes on a laptop, or the reference's own set-up. */
export type Tier = "smoke" | "laptop" | "paper";

export const tiers: readonly Tier[] = ["smoke", "laptop", "paper"];

/** The seed of every run: that of the reference's experiments 1 and 2 (its 3 and 4 have 153201820). */
export const runSeed = 166613;

/** Static margins of the sweep: 0.1 … 1.0 as in the reference, three of them for `smoke`. */
export const margins = {
  smoke: [0.2, 0.5, 0.8],
  laptop: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
} as const;

/** Encoders of a tier, the slowest first: the estimate of the time left is then soon based on most of the work. */
export const tierEncoders: Record<"smoke" | "laptop", readonly string[]> = {
  smoke: ["tiny"],
  laptop: ["minilm", "tiny"],
};

// Weight decay, decay and lengths are the reference's; learning rates and steps suit short runs on a laptop.
const reference = { weightDecay: 1e-6, decay: 0.99999, ...lengths };

/** Training by tier and encoder. */
export const trainingBudgets: Record<"smoke" | "laptop", Readonly<Record<string, TrainingBudget>>> = {
  smoke: {
    minilm: { steps: 4, batchSize: 8, learningRate: 2e-5, warmupSteps: 2, validateAt: [0, 4], ...reference },
    tiny: {
      steps: 6,
      batchSize: 12,
      learningRate: 1e-3,
      warmupSteps: 2,
      validateAt: [0, 3, 6],
      ...reference,
    },
  },
  laptop: {
    minilm: {
      steps: 32,
      batchSize: 64,
      learningRate: 2e-5,
      warmupSteps: 10,
      validateAt: [0, 4, 8, 16, 32],
      ...reference,
    },
    tiny: {
      steps: 64,
      batchSize: 64,
      learningRate: 1e-3,
      warmupSteps: 10,
      validateAt: [0, 4, 8, 16, 32, 64],
      ...reference,
    },
  },
};

/** The temperature of in-batch softmax: sentence-transformers' scale of 20. */
export const temperature = 0.05;
