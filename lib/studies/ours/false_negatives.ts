/**
 * Which losses suffer from negatives that are relevant in truth? The method asks for the largest margins where passages are
 * alike, and there the false negatives are. Without any, these are the runs of the comparison.
 */
import { methodLabel } from "../../runs/mod.ts";
import { inBatchSoftmax, margin } from "../methods.ts";
import { study } from "../study.ts";
import { pickedRates } from "./picked_rates.ts";
import { collections, encoders, seeds, training } from "./setting.ts";

export const spoilt = [
  margin("adaptive"),
  margin("distributed", { orientation: "paper" }),
  margin(0.2),
  inBatchSoftmax(),
];

export default spoilt.map((method) =>
  study({
    name: `false negatives, ${methodLabel(method)}`,
    collections,
    encoders,
    methods: [method],
    falseNegatives: [0, 0.1, 0.3],
    training: { ...training, learningRate: pickedRates[methodLabel(method)] },
    seeds: seeds.slice(0, 3),
  })
);
