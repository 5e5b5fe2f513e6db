/**
 * Does it matter that the target adapts to each pair? The same triples, seeds and rate as for adaptive targets, with
 * targets that know less of the pair, or know it from elsewhere.
 */
import { margin } from "../methods.ts";
import { study } from "../study.ts";
import { pickedRates } from "./picked_rates.ts";
import { collections, encoders, seeds, training } from "./setting.ts";

export default [seeds.slice(0, 3), seeds].map((some) =>
  study({
    name: "control",
    collections,
    encoders,
    methods: [
      margin("adaptive"),
      margin("shuffled"),
      margin("batch-mean"),
      margin(0.5),
      margin("reversed"),
      margin("adaptive", { detachTarget: true }),
      margin("frozen"),
      margin("moving-average"),
      margin("adaptive", { errorFn: "soft" }),
      margin("adaptive", { errorFn: "hinge" }),
    ],
    training: { ...training, learningRate: pickedRates.adaptive },
    seeds: some,
  })
);
