/**
 * What the reference does otherwise than one would expect, as far as it is no study of its own: other embeddings than the mean
 * of the last layer, such as those of a pooler that starts at random, and training without dropout.
 */
import { inBatchSoftmax, margin } from "../methods.ts";
import { study } from "../study.ts";
import { pickedRates } from "./picked_rates.ts";
import { collections, encoders, seeds, training } from "./setting.ts";

const [encoder] = encoders;
const adaptive = { collections, methods: [margin("adaptive")], seeds: seeds.slice(0, 3) };

export default [
  study({
    ...adaptive,
    name: "embeddings",
    encoders: [{ encoder, pooling: "cls" }, { encoder, pooling: "pooler", poolerSeed: 1 }],
    training: { ...training, learningRate: pickedRates.adaptive },
  }),
  study({
    ...adaptive,
    name: "without dropout",
    encoders,
    training: { ...training, dropout: 0, learningRate: pickedRates.adaptive },
  }),
  study({
    ...adaptive,
    name: "softmax without dropout",
    encoders,
    methods: [inBatchSoftmax()],
    training: { ...training, dropout: 0, learningRate: pickedRates["in-batch softmax"] },
  }),
];
