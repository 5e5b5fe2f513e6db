/**
 * Does it matter that products are of bfloat16? The reference trains in mixed precision of 16 bits. In float32, these are
 * runs of the comparison.
 */
import { methodLabel } from "../../runs/mod.ts";
import { inBatchSoftmax, margin } from "../methods.ts";
import { study } from "../study.ts";
import { pickedRates } from "./picked_rates.ts";
import { collections, encoders, seeds, training } from "./setting.ts";

const methods = [
  margin("adaptive"),
  margin("adaptive", { inBatch: true, orientation: "paper" }),
  inBatchSoftmax(),
];

export default methods.map((method) =>
  study({
    name: `mixed precision, ${methodLabel(method)}`,
    collections,
    encoders: encoders.flatMap((encoder) => [encoder, { encoder, precision: "bfloat16" as const }]),
    methods: [method],
    training: { ...training, learningRate: pickedRates[methodLabel(method)] },
    seeds,
  })
);
