/** All six layers of all-MiniLM-L6-v2, trained by in-batch softmax and longer than its students; of two rates the better on dev. */
import type { BiEncoderTeacher } from "./teacher_entry.ts";

export const minilmSoftmax: BiEncoderTeacher = {
  kind: "bi-encoder",
  name: "minilm-softmax",
  run: {
    encoder: "minilm",
    method: { kind: "in-batch softmax", temperature: 0.05 },
    training: {
      steps: 128,
      batchSize: 64,
      learningRate: 1e-4,
      warmupSteps: 10,
      weightDecay: 1e-6,
      decay: 0.99999,
      dropout: 0.1,
      validateAt: [0, 32, 64, 96, 128],
      keepBest: { measure: "nDCG@10" },
      maxQueryLength: 20,
      maxPassageLength: 200,
    },
    seed: 1,
  },
};
