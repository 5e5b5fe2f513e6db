/**
 * The methods side by side, each at the learning rate that dev picked for it, with five seeds. Three of them come first: an
 * interrupted study can already be read.
 */
import { methodLabel } from "../../runs/mod.ts";
import { study } from "../study.ts";
import { pickedRates } from "./picked_rates.ts";
import {
  collections,
  comparedMethods,
  encoders,
  rates,
  seeds,
  training,
  untrainedMethods,
} from "./setting.ts";

export default [seeds.slice(0, 3), seeds].flatMap((some) =>
  rates.flatMap((learningRate) => {
    const methods = comparedMethods.filter((method) => pickedRates[methodLabel(method)] === learningRate);
    if (methods.length === 0) return [];
    return [study({
      name: `comparison at ${learningRate}`,
      collections,
      encoders,
      methods: [...untrainedMethods, ...methods],
      training: { ...training, learningRate },
      seeds: some,
    })];
  })
);
