/**
 * Experiment 4: the final models, trained until TREC 2020's nDCG@10 has not risen for 16 validations, and tested by a search
 * of the whole collection for TREC 2019. How long the reference would have waited at most is not known: here one epoch.
 */
import { margin } from "../methods.ts";
import { type Study, study } from "../study.ts";
import { distilbert, mpnet, optimisation, roberta, seeds, type Way } from "./setting.ts";

/** The static margins that experiment 1 picked. */
const picked: Readonly<Record<string, { inBatch: number; without: number }>> = {
  [mpnet]: { inBatch: 0.6, without: 0.3 },
  [distilbert]: { inBatch: 0.2, without: 0.2 },
  [roberta]: { inBatch: 0.1, without: 0.1 },
};

export const finalModels = ({ encoders, testUse }: Omit<Way, "rates">): Study[] =>
  encoders.map((use) => {
    const { inBatch, without } = picked[use.encoder];
    return study({
      name: `experiment 4, ${use.encoder}`,
      collections: ["msmarco-passage#dl19"],
      encoders: [use],
      methods: [
        margin(inBatch, { inBatch: true }),
        margin(without),
        margin("adaptive", { inBatch: true }),
        margin("adaptive"),
        margin("distributed"),
      ],
      training: {
        ...optimisation,
        epochs: 1,
        batchSize: 128,
        learningRate: 5e-7,
        validateBy: "official",
        validateEvery: 500,
        keepBest: { measure: "nDCG@10", patience: 16 },
      },
      // The evaluation script cuts queries where it cuts passages.
      testUse: { maxQueryLength: 200, ...testUse },
      seeds: [seeds.final],
    });
  });
