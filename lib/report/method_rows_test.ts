import assert from "node:assert/strict";
import { mean } from "../base/mod.ts";
import { inventedResult, marginMethod } from "../runs/results_for_tests.ts";
import { methodRows } from "./method_rows.ts";

/** A run at a learning rate, with a value on dev. */
function run(target: "adaptive" | number, { rate, seed, dev }: { rate: number; seed: number; dev: number }) {
  const result = inventedResult("tiny", marginMethod(target), 0.2 + rate);
  const training = { ...result.config.training!, learningRate: rate };
  return {
    ...result,
    config: { ...result.config, training, seed },
    validations: [{ step: 5, triples: 320, measures: { "nDCG@10": dev, "RR@10": dev } }],
  };
}

const results = [
  run("adaptive", { rate: 0.1, seed: 1, dev: 0.5 }),
  run("adaptive", { rate: 0.3, seed: 1, dev: 0.4 }),
  run("adaptive", { rate: 0.1, seed: 2, dev: 0.1 }),
  run(0.2, { rate: 0.5, seed: 1, dev: 0.3 }),
  inventedResult("none", { kind: "bm25", k1: 0.9, b: 0.4 }, 0.9),
  inventedResult("tiny", { kind: "untrained" }, 0.05),
];

Deno.test("a method has one row, at the rate that dev picked with the first seed, over its seeds", () => {
  const rows = methodRows(results);
  assert.deepEqual(
    rows.map(({ encoder, method, rate, seeds }) => [encoder, method, rate, seeds]),
    [
      ["–", "BM25", "–", "–"],
      ["tiny", "static 0.2", "0.5", "1"],
      ["tiny", "adaptive", "0.1", "2"],
      ["tiny", "untrained", "–", "–"],
    ],
  );
  const [first, , second] = results.map(({ measures }) => mean(measures["nDCG@10"]));
  assert.ok(Math.abs(Number(rows[2]["nDCG@10"]) - (first + second) / 2) < 1e-12);
});

Deno.test("the interval is around the mean", () => {
  for (const row of methodRows(results)) {
    const [low, high] = String(row["95 % interval"]).split(" to ").map(Number);
    assert.ok(low <= Number(row["nDCG@10"]) + 5e-4 && high >= Number(row["nDCG@10"]) - 5e-4);
  }
});

Deno.test("a setting in which rows differ is named in each", () => {
  const [first] = results;
  const training = { ...first.config.training!, batchSize: 16 };
  const rows = methodRows([...results, { ...first, config: { ...first.config, training } }]);
  assert.deepEqual(rows.map(({ method }) => method).sort(), [
    "BM25",
    "adaptive, batch size 16",
    "adaptive, batch size 64",
    "static 0.2, batch size 64",
    "untrained",
  ]);
});

Deno.test("untrained encoders of two precisions have two names", () => {
  const plain = inventedResult("tiny", { kind: "untrained" }, 0.05);
  const config = { ...plain.config, encoderOptions: { precision: "bfloat16" } as const };
  const methods = methodRows([plain, { ...plain, config }]).map(({ method }) => method);
  assert.deepEqual(methods.sort(), ["untrained, precision bfloat16", "untrained, precision float32"]);
});
