/**
 * When does it pay? Encoders that know more and less before training: the first layers of MiniLM, all of it, and `tiny`
 * at three points of its pretraining. Each has its learning rates tried, as they differ by encoder too.
 */
import { inBatchSoftmax, margin } from "../methods.ts";
import { study } from "../study.ts";
import { collections, rates, seeds, training, untrainedMethods } from "./setting.ts";

export const ladder = ["tiny-250", "tiny-1000", "tiny", "minilm-1", "minilm-3", "minilm-4", "minilm"];

export default ladder.map((encoder) =>
  study({
    name: `ladder, ${encoder}`,
    collections,
    encoders: [encoder],
    methods: [...untrainedMethods, margin("adaptive"), margin(0.2), inBatchSoftmax()],
    training: { ...training, learningRate: encoder === "minilm" ? rates.slice(0, 2) : rates.slice(1) },
    seeds: seeds.slice(0, 1),
  })
);
