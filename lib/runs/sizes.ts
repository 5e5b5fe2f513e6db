/** The sizes of everything that the tiers differ in, in one place. */
import type { EncoderName, Subset, TrainingBudget } from "./config.ts";

/** A fixed sub-collection: some queries, their judged synsets, BM25's best for them, and a random sample. */
export interface SubsetSize {
  readonly queries: number;
  /** Whose synsets are in it: those of the queries taken, or of all queries of their split. */
  readonly synsets: "of the queries" | "of the split";
  /** BM25's best passages a query. */
  readonly depth: number;
  /** Passages drawn at random besides. */
  readonly random: number;
}

export interface SubsetSizes {
  /** Train queries that triples are made for. */
  readonly train: "all" | SubsetSize;
  /** Dev queries, ranked while a run trains. */
  readonly dev: SubsetSize;
  /** Test queries, ranked once a run is trained. */
  readonly test: "all" | SubsetSize;
}

/** A change here changes the hash of every run on that subset: sizes are part of what a run is. */
export const subsetSizes: Record<Subset, SubsetSizes> = {
  smoke: {
    train: { queries: 64, synsets: "of the queries", depth: 3, random: 0 },
    dev: { queries: 16, synsets: "of the queries", depth: 3, random: 0 },
    test: { queries: 32, synsets: "of the queries", depth: 5, random: 100 },
  },
  laptop: {
    train: "all",
    dev: { queries: 100, synsets: "of the queries", depth: 3, random: 0 },
    test: { queries: 250, synsets: "of the queries", depth: 30, random: 300 },
  },
  whole: {
    train: "all",
    dev: { queries: 100, synsets: "of the queries", depth: 3, random: 0 },
    test: "all",
  },
};

/** BM25's candidates that are reordered for `rerank RR@10`. */
export const rerankDepth = 30;

/** Passages kept of a ranking; the deepest measure is R@100. */
export const rankingDepth = 100;

/** Chance in the data (sub-collections, negatives); apart from a run's own seed, so that runs share their data. */
export const dataSeed = 20250717;

/** The seed of every run; the reference's first three experiments use it. */
export const runSeed = 166613;

/** Static margins of the sweep: 0.1 … 1.0 as in the reference, three of them for `smoke`. */
export const margins = {
  smoke: [0.2, 0.5, 0.8],
  laptop: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
} as const;

/** Encoders of a tier, the dearest first: an early estimate of the time left then rests on most of the work. */
export const tierEncoders: Record<"smoke" | "laptop", readonly EncoderName[]> = {
  smoke: ["tiny"],
  laptop: ["minilm", "tiny"],
};

/** Where texts are cut, in tokens, special ones included; in training and in ranking. */
export const lengths = { maxQueryLength: 20, maxPassageLength: 200 } as const;

// Weight decay, decay and lengths are the reference's; learning rates and steps suit short runs on a laptop.
const reference = { weightDecay: 1e-6, decay: 0.99999, ...lengths };

/** Training by tier and encoder. */
export const trainingBudgets: Record<"smoke" | "laptop", Record<"minilm" | "tiny", TrainingBudget>> = {
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
