/**
 * Do the answers hold on another task? Medical questions with long answers, cut at 96 tokens. The learning rates are those
 * of the first collection: nothing is picked here.
 */
import { methodLabel } from "../../runs/mod.ts";
import { study } from "../study.ts";
import { pickedRates } from "./picked_rates.ts";
import { comparedMethods, encoders, rates, seeds, training, untrainedMethods } from "./setting.ts";

/** In-batch negatives with other static margins than .2 answer nothing that the others do not. */
const methods = comparedMethods.filter((method) => !/static 0\.[58], in-batch/.test(methodLabel(method)));

export default rates.map((learningRate) =>
  study({
    name: `second collection at ${learningRate}`,
    collections: ["medquad#study"],
    encoders,
    methods: [
      ...untrainedMethods,
      ...methods.filter((method) => pickedRates[methodLabel(method)] === learningRate),
    ],
    training: { ...training, maxPassageLength: 96, learningRate },
    seeds: seeds.slice(0, 3),
  })
);
