/**
 * Do the answers hold on other tasks? Medical questions with long answers, cut at 96 tokens, with a search for the learning
 * rates of its own; and questions with the sentence that answers them, with a few methods at the first collection's rates.
 */
import { methodLabel } from "../../runs/mod.ts";
import { study } from "../study.ts";
import { medquadRates, pickedRates } from "./picked_rates.ts";
import { comparedMethods, encoders, rates, seeds, training, untrainedMethods } from "./setting.ts";

/** In-batch negatives with other static margins than .2 answer nothing that the others do not. */
export const medquadMethods = comparedMethods.filter((method) =>
  !/static 0\.[58], in-batch/.test(methodLabel(method))
);

const medquad = { collections: ["medquad#study"], encoders };
const answers = { ...training, maxPassageLength: 96 };

/** As on the first collection: three rates, one seed, decided by the dev queries. */
export const medquadRateSearch = study({
  ...medquad,
  name: "learning rates on medquad",
  methods: [...untrainedMethods, ...medquadMethods],
  training: { ...answers, learningRate: rates },
  seeds: seeds.slice(0, 1),
});

const few = ["adaptive", "static 0.2", "in-batch softmax"];

export default [
  medquadRateSearch,
  ...medquadMethods.map((method) =>
    study({
      ...medquad,
      name: `medquad, ${methodLabel(method)}`,
      methods: [method],
      training: { ...answers, learningRate: medquadRates[methodLabel(method)] },
      seeds: seeds.slice(0, 3),
    })
  ),
  ...comparedMethods.filter((method) => few.includes(methodLabel(method))).map((method) =>
    study({
      name: `squad-sentences, ${methodLabel(method)}`,
      collections: ["squad-sentences#study"],
      encoders,
      methods: [...untrainedMethods, method],
      training: { ...training, learningRate: pickedRates[methodLabel(method)] },
      seeds: seeds.slice(0, 1),
    })
  ),
];
