/**
 * Tier `paper`: the grids of the reference implementation, as data.
 *
 * They name what this project cannot get yet, so they are listed and not run.
 */
import { UserError } from "../base/mod.ts";

/** One line of a reference configuration: every combination of the listed values is a run. */
export interface ReferenceGrid {
  readonly collection: "msmarco-passage";
  readonly encoders: readonly string[];
  /** Encoder outputs are pooled to the last layer's CLS position. */
  readonly pooling: "cls";
  readonly targets: readonly (number | "adaptive" | "distributed")[];
  readonly inBatch: readonly boolean[];
  readonly batchSizes: readonly number[];
  readonly learningRate: number;
  readonly length: string;
  readonly seed: number;
  readonly validation: string;
}

const encoders = ["microsoft/mpnet-base", "distilbert/distilbert-base-uncased", "FacebookAI/roberta-base"];
const shared = { collection: "msmarco-passage", encoders, pooling: "cls" } as const;

export const referenceGrids: Record<
  "static" | "adaptive" | "distributed" | "data-efficiency",
  ReferenceGrid
> = {
  static: {
    ...shared,
    targets: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
    inBatch: [true, false],
    batchSizes: [128, 64, 32],
    learningRate: 5e-6,
    length: "20,000 batches, validated every 1,000",
    seed: 166613,
    validation: "TREC DL 2019",
  },
  adaptive: {
    ...shared,
    targets: ["adaptive"],
    inBatch: [true, false],
    batchSizes: [128, 64, 32],
    learningRate: 5e-7,
    length: "1 epoch, validated every 1,000 batches",
    seed: 166613,
    validation: "TREC DL 2019",
  },
  distributed: {
    ...shared,
    targets: ["distributed"],
    inBatch: [false],
    batchSizes: [128, 64, 32],
    learningRate: 5e-7,
    length: "1 epoch, validated every 1,000 batches",
    seed: 153201820,
    validation: "TREC DL 2019",
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
    validation: "TREC DL 2020",
  },
};

/** Says what tier `paper` is waiting for. */
export function paperTierError(): UserError {
  return new UserError(
    "Tier paper cannot run yet. It needs the collection MS MARCO passage (passages, train queries, triples, and " +
      "TREC DL 2019 and 2020 judgements), the encoders " + encoders.join(", ") +
      ", and a GPU; this project " +
      "reads none of these so far. `reproduce --tier paper --list` prints the reference's grids; " +
      "`--tier laptop` runs the same methods on data that is here.",
  );
}
