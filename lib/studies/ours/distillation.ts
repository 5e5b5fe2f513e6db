/**
 * The other side of the comparison: students of a teacher, at the same three rates, with the same triples. Margin-MSE has the
 * teacher's margins of these; the other two have its scores of all passages of the batch, as in TAS-B.
 */
import { type Method, methodLabel } from "../../runs/mod.ts";
import { dualMarginMSE, listwiseKL, marginMSE } from "../methods.ts";
import { study } from "../study.ts";
import { pickedRates } from "./picked_rates.ts";
import { collections, encoders, rates, seeds, training } from "./setting.ts";

export const distilledMethods: readonly Method[] = [
  marginMSE,
  dualMarginMSE(),
  listwiseKL({ inBatch: true }),
];

const shared = { collections, encoders, teacher: "minilm-softmax" };

export const distilledRates = study({
  ...shared,
  name: "learning rates of distillation",
  methods: distilledMethods,
  training: { ...training, learningRate: rates },
  seeds: seeds.slice(0, 1),
});

const picked = [seeds.slice(0, 3), seeds].flatMap((some) =>
  distilledMethods.flatMap((method) => {
    const learningRate = pickedRates[methodLabel(method)];
    if (learningRate === undefined) return [];
    return [study({
      ...shared,
      name: "distillation",
      methods: [method],
      training: { ...training, learningRate },
      seeds: some,
    })];
  })
);

export default [distilledRates, ...picked];
