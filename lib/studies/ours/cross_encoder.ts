/**
 * What the paper leaves to future work: a cross-encoder that sets its own margins, beside one with a pairwise loss. Both
 * reorder BM25's best 30, and train on the same triples.
 */
import { crossEncoder } from "../methods.ts";
import { study } from "../study.ts";
import { collections, encoders, rates, seeds, training } from "./setting.ts";

export default study({
  name: "cross-encoder",
  collections,
  encoders,
  methods: [crossEncoder({ loss: "pairwise" }), crossEncoder({ loss: "self-distilled" })],
  training: { ...training, validateAt: [0, 16, 32], learningRate: rates },
  seeds: seeds.slice(0, 1),
});
