import assert from "node:assert/strict";
import { bm25Config, minilmConfigs } from "../runs/configs_for_tests.ts";
import type { RunConfig, TrainingBudget } from "../runs/mod.ts";
import { fakeResult } from "../runs/results_for_tests.ts";
import { differingFields } from "./differing_fields.ts";

const [untrained, softmax, adaptive] = minilmConfigs;
const differing = (...configs: RunConfig[]) => differingFields(configs.map((config) => fakeResult(config)));
const trainedWith = (budget: Partial<TrainingBudget>): RunConfig => ({
  ...adaptive,
  training: { ...adaptive.training!, ...budget },
});

Deno.test("settings are named that differ, and none that a method's label names", () => {
  assert.deepEqual(differing(softmax, adaptive), []);
  assert.deepEqual(differing(adaptive, trainedWith({ learningRate: 2e-3, batchSize: 6 })), [
    "batchSize",
    "learningRate",
  ]);
  assert.deepEqual(differing(adaptive, { ...adaptive, falseNegatives: 0.1 }), ["falseNegatives"]);
});

Deno.test("what only trained runs have does not differ from runs without training", () => {
  assert.deepEqual(differing(bm25Config, untrained, adaptive), []);
  const cut = { ...untrained, lengths: { maxQueryLength: 8, maxPassageLength: 200 } };
  const usual = { ...untrained, lengths: { maxQueryLength: 20, maxPassageLength: 200 } };
  assert.deepEqual(differing(usual, cut, adaptive), ["maxQueryLength"]);
});
