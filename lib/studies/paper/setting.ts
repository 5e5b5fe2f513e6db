/**
 * What the experiments of the reference share.
 *
 * @see https://github.com/webis-de/adaptive-relevance-margin-loss, its configurations and the script that starts them.
 */
import type { CollectionPart, EncoderUse, StudyOptions, TrainingGrid } from "../study_options.ts";
import { type Study, study } from "../study.ts";

export const [mpnet, distilbert, roberta] = [
  "microsoft/mpnet-base",
  "distilbert/distilbert-base-uncased",
  "FacebookAI/roberta-base",
];

/** One of the ways in which the reference's experiments can be read. */
export interface Way {
  /**
   * Learning rate and validations as a configuration says, or as the script sets them that starts experiments 1 to 3. The
   * script also loads a configuration that the repository lacks, so that the rate which was used cannot be told.
   */
  readonly rates: "configuration" | "script";
  readonly encoders: readonly EncoderUse[];
  /** Where the test search uses encoders otherwise than training does. */
  readonly testUse?: StudyOptions["testUse"];
}

/** The reference trains in mixed precision of 16 bits, which is float16 there. */
export const precision = "bfloat16";

/** Every text is embedded by the CLS position of the last layer. */
export const byCLS: readonly EncoderUse[] = [mpnet, distilbert, roberta].map((encoder) => ({
  encoder,
  pooling: "cls",
  precision,
}));

export const seeds = { static: 166613, adaptive: 166613, distributed: 153201820, final: 153201820 };

/** Small steps at a steady rate; dropout as the checkpoints have it. */
export const optimisation = { weightDecay: 1e-6, decay: 0.99999, warmupSteps: 0, dropout: 0.1 } as const;

const none = { judged: "of the queries", random: 0 } as const;

/**
 * Validated on TREC 2019's official candidates. The reference ends there, without a search; here a run ends with a test,
 * which takes BM25's best 1,000 for each query of TREC 2020, so that 8.8 million passages need not be embedded by each.
 */
const validatedOn2019: CollectionPart = {
  collection: "msmarco-passage#dl20",
  name: "dl20-candidates",
  sizes: {
    train: "all",
    dev: { queries: 43, depth: 10, ...none },
    test: { queries: 54, depth: 1000, ...none },
  },
};

/** Experiments 1 to 3 have these batch sizes. */
const batchSizes = [128, 64, 32];

/** A grid of experiments 1 to 3: one study for each batch size, as the script's learning rate depends on it. */
export function gridOf(
  { name, methods, length, learningRate, seed }: Pick<StudyOptions, "name" | "methods"> & {
    readonly length: Pick<TrainingGrid, "steps" | "epochs">;
    /** The configuration's. */
    readonly learningRate: number;
    readonly seed: number;
  },
  { rates, encoders, testUse }: Way,
): Study[] {
  return batchSizes.map((batchSize) =>
    study({
      name: `${name}, batches of ${batchSize}`,
      collections: [validatedOn2019],
      encoders,
      methods,
      training: {
        ...optimisation,
        ...length,
        batchSize,
        validateBy: "official",
        ...(rates === "configuration"
          ? { learningRate, validateEvery: 1000 }
          : { learningRate: 5e-5 / batchSize, validateEvery: 256_000 / batchSize }),
      },
      ...(testUse && { testUse }),
      seeds: [seed],
    })
  );
}
