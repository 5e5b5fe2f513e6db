/**
 * Do the answers hold on other tasks? Medical questions with long answers, cut at 96 tokens, with all methods; and questions
 * with the sentence that answers them, with few. The learning rates are those of the first collection: nothing is picked.
 */
import { methodLabel } from "../../runs/mod.ts";
import { study } from "../study.ts";
import { pickedRates } from "./picked_rates.ts";
import { comparedMethods, encoders, rates, seeds, training, untrainedMethods } from "./setting.ts";

/** In-batch negatives with other static margins than .2 answer nothing that the others do not. */
const methods = comparedMethods.filter((method) => !/static 0\.[58], in-batch/.test(methodLabel(method)));

const few = ["adaptive", "static 0.2", "in-batch softmax"];

const places = [
  { collection: "medquad#study", methods, maxPassageLength: 96, seeds: seeds.slice(0, 3) },
  {
    collection: "squad-sentences#study",
    methods: methods.filter((method) => few.includes(methodLabel(method))),
    maxPassageLength: 200,
    seeds: seeds.slice(0, 1),
  },
];

export default places.flatMap(({ collection, methods, maxPassageLength, seeds }) =>
  rates.flatMap((learningRate) => {
    const here = methods.filter((method) => pickedRates[methodLabel(method)] === learningRate);
    if (here.length === 0) return [];
    return [study({
      name: `${collection} at ${learningRate}`,
      collections: [collection],
      encoders,
      methods: [...untrainedMethods, ...here],
      training: { ...training, maxPassageLength, learningRate },
      seeds,
    })];
  })
);
