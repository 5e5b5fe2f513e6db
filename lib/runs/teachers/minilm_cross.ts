/** All six layers of all-MiniLM-L6-v2 as a cross-encoder. */
import type { CrossEncoderTeacher } from "./teacher_entry.ts";

export const minilmCross: CrossEncoderTeacher = {
  kind: "cross-encoder",
  name: "minilm-cross",
  encoder: "minilm",
  seed: 20251125,
  negatives: 4,
  // The passages that it has to tell from each other when it reranks.
  ranks: [1, 30],
  training: {
    loss: "softmax",
    steps: 340,
    batchSize: 8,
    learningRate: 2e-4,
    warmupSteps: 30,
    // A list is seen at most once, so that there is nothing to overfit to; without dropout a step is faster.
    maxQueryLength: 32,
    maxLength: 128,
  },
};
