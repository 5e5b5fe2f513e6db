import assert from "node:assert/strict";
import type { RunConfig } from "../runs/mod.ts";
import { fakeResult } from "../runs/results_for_tests.ts";
import { comparedMethod, comparisonsOf, placeOf } from "./comparison.ts";
import { inBatchSoftmax, margin } from "./methods.ts";

const usual: RunConfig = {
  collection: { name: "wordnet", subset: "laptop" },
  encoder: "minilm-2",
  method: margin("adaptive"),
  training: {
    steps: 8,
    batchSize: 64,
    learningRate: 1e-3,
    warmupSteps: 0,
    weightDecay: 0,
    decay: 1,
    validateAt: [0, 4, 8],
    maxQueryLength: 20,
    maxPassageLength: 200,
  },
  seed: 1,
};
const training = { ...usual.training!, steps: 32, batchSize: 16 };
const results = [
  { ...usual, falseNegatives: 0.1 },
  usual,
  { ...usual, seed: 2 },
  { ...usual, training: { ...usual.training!, learningRate: 3e-3 } },
  { ...usual, method: inBatchSoftmax() },
  { ...usual, training: { ...usual.training!, dropout: 0.1 }, seed: 9 },
  { ...usual, training },
  { ...usual, training, method: inBatchSoftmax() },
].map((config) => fakeResult(config));

Deno.test("methods are compared under the same conditions, and what is unusual about them is named", () => {
  const comparisons = comparisonsOf(results);
  assert.deepEqual(
    comparisons.map(placeOf),
    [
      "minilm-2, wordnet-laptop",
      "minilm-2, wordnet-laptop, steps 32, batch size 16",
      "minilm-2, wordnet-laptop, false negatives 0.1",
      "minilm-2, wordnet-laptop, dropout 0.1",
    ],
  );
  assert.deepEqual(comparisons.map(({ methods }) => methods.length), [2, 2, 1, 1]);
});

Deno.test("where conditions differ, those of most runs are named too if that is asked for", () => {
  assert.deepEqual(
    comparisonsOf(results.slice(1), { nameUsual: true }).map(placeOf),
    [
      "minilm-2, wordnet-laptop, steps 8, batch size 64, no dropout",
      "minilm-2, wordnet-laptop, steps 32, batch size 16, no dropout",
      "minilm-2, wordnet-laptop, steps 8, batch size 64, dropout 0.1",
    ],
  );
  assert.equal(
    placeOf(comparisonsOf(results.slice(1, 3), { nameUsual: true })[0]),
    "minilm-2, wordnet-laptop",
  );
});

Deno.test("learning rates are settings of one method, seeds runs of one setting", () => {
  const { searched } = comparedMethod(comparisonsOf(results)[0], "adaptive")!;
  assert.deepEqual(searched.map(({ results }) => results.length), [2, 1]);
});
