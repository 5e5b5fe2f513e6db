/**
 * Tier `paper`: the grids of the reference implementation, as data.
 *
 * They need MS MARCO and more work than a laptop does in a month, so they are listed and not run.
 */
import { UserError } from "../base/mod.ts";

/** One line of a reference configuration: every combination of the listed values is a run. */
export interface ReferenceGrid {
  readonly collection: "msmarco-passage";
  readonly encoders: readonly string[];
  /** What embeds a text in training. */
  readonly pooling: string;
  readonly targets: readonly (number | "adaptive" | "distributed")[];
  readonly inBatch: readonly boolean[];
  readonly batchSizes: readonly number[];
  /** As the configuration file says; the script that starts experiments 1 to 3 overrides it. */
  readonly learningRate: number;
  /**
   * What that script sets instead, B being the batch size; absent where no script is known. The script also loads a file
   * that the reference's repository lacks, so the rate that was used is not known.
   */
  readonly sweepLearningRate?: string;
  readonly length: string;
  readonly seed: number;
  readonly validation: string;
}

const encoders = ["microsoft/mpnet-base", "distilbert/distilbert-base-uncased", "FacebookAI/roberta-base"];
// The evaluation script takes the raw CLS state of the last layer for all three.
const pooling =
  "cls; for FacebookAI/roberta-base the pooler, which its checkpoint lacks, so that it starts random";
const shared = { collection: "msmarco-passage", encoders, pooling } as const;
const sweep = {
  sweepLearningRate: "5e-5 / B",
  validation: "reranking the official top 1,000 of TREC DL 2019",
};

export const referenceGrids: Record<
  "static" | "adaptive" | "distributed" | "data-efficiency",
  ReferenceGrid
> = {
  static: {
    ...shared,
    ...sweep,
    targets: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
    inBatch: [true, false],
    batchSizes: [128, 64, 32],
    learningRate: 5e-6,
    length: "20,000 batches, validated every 1,000 (every 256,000 / B by the sweep script)",
    seed: 166613,
  },
  adaptive: {
    ...shared,
    ...sweep,
    targets: ["adaptive"],
    inBatch: [true, false],
    batchSizes: [128, 64, 32],
    learningRate: 5e-7,
    length: "1 epoch, validated every 1,000 batches (every 256,000 / B by the sweep script)",
    seed: 166613,
  },
  distributed: {
    ...shared,
    ...sweep,
    targets: ["distributed"],
    inBatch: [false],
    batchSizes: [128, 64, 32],
    learningRate: 5e-7,
    length: "1 epoch, validated every 1,000 batches (every 256,000 / B by the sweep script)",
    seed: 153201820,
  },
  // The final models. Their static margins differ by encoder and in-batch: MPNet 0.6 (with) and 0.3 (without),
  // DistilBERT 0.2 and 0.2, RoBERTa 0.1 and 0.1. Distributed exists without in-batch only.
  "data-efficiency": {
    ...shared,
    targets: [0.1, 0.2, 0.3, 0.6, "adaptive", "distributed"],
    inBatch: [true, false],
    batchSizes: [128],
    learningRate: 5e-7,
    length: "early stopping on nDCG@10 with patience 16, validated every 500 batches",
    seed: 153201820,
    validation: "reranking the official top 1,000 of TREC DL 2020",
  },
};

/** Says what tier `paper` lacks. */
export function paperTierError(): UserError {
  return new UserError(
    "Tier paper cannot run yet: it needs the collection MS MARCO passage (passages, train queries, triples, and the " +
      "judgements and candidates of TREC DL 2019 and 2020), which this project does not load, and some weeks of a " +
      `laptop's work or a GPU. Its encoders (${encoders.join(", ")}) can be read. ` +
      "`reproduce --tier paper --list` prints the reference's grids; `--tier laptop` runs the same methods on data " +
      "that is here.",
  );
}
