/** The experiments are those of the reference: every number here is its configuration's, or its script's. */
import assert from "node:assert/strict";
import { hashOf, methodLabel, type RunConfig } from "../../runs/mod.ts";
import { studyRuns } from "../study_runs.ts";
import { type PaperExperiment, paperExperiments, paperStudies, paperTier } from "./mod.ts";

const EPOCH = 1_000_000;

const runsOf = (name: PaperExperiment) =>
  studyRuns(paperStudies[name], ".", { triplesOf: () => Promise.resolve(EPOCH) });

const valuesOf = <T>(runs: readonly RunConfig[], of: (config: RunConfig) => T) => [...new Set(runs.map(of))];

Deno.test("the grids have the sizes of the reference's", async () => {
  const counts = Object.fromEntries(
    await Promise.all(paperExperiments.map(async (name) => [name, (await runsOf(name)).length])),
  );
  assert.deepEqual(counts, {
    "paper-static": 10 * 3 * 2 * 3,
    "paper-static-script": 10 * 3 * 2 * 3,
    "paper-adaptive": 3 * 2 * 3,
    "paper-adaptive-script": 3 * 2 * 3,
    "paper-distributed": 3 * 3,
    "paper-distributed-script": 3 * 3,
    "paper-final": 3 * 5,
    "paper-roberta-pooler": 2 * (10 * 2 * 3 + 2 * 3 + 3) + 5,
  });
  assert.ok(!paperTier.includes("paper-roberta-pooler"));
  const all = (await Promise.all(paperExperiments.map(runsOf))).flat();
  assert.equal(new Set(all.map(hashOf)).size, all.length);
});

Deno.test("what all experiments share", async () => {
  for (const name of paperTier) {
    for (const { training, encoderOptions, method } of await runsOf(name)) {
      const { weightDecay, decay, warmupSteps, dropout, maxQueryLength, maxPassageLength, validateBy } =
        training!;
      assert.deepEqual(
        [weightDecay, decay, warmupSteps, dropout, maxQueryLength, maxPassageLength, validateBy],
        [1e-6, 0.99999, 0, 0.1, 20, 200, "official"],
      );
      assert.deepEqual(encoderOptions, { pooling: "cls", precision: "bfloat16" });
      assert.ok(method.kind === "margin" && method.errorFn === "l2" && method.orientation === "reference");
      assert.equal(method.detachTarget, false);
    }
  }
});

Deno.test("rates and validations are a configuration's, or those that the script sets by the batch size", async () => {
  const facts = async (name: PaperExperiment) =>
    valuesOf(await runsOf(name), ({ training, seed }) => {
      const { batchSize, learningRate, steps, validateAt } = training!;
      return JSON.stringify([batchSize, learningRate, steps, validateAt[1], seed]);
    }).map((text) => JSON.parse(text));
  assert.deepEqual(await facts("paper-static"), [128, 64, 32].map((b) => [b, 5e-6, 20_000, 1000, 166613]));
  assert.deepEqual(await facts("paper-static-script"), [
    [128, 3.90625e-7, 20_000, 2000, 166613],
    [64, 7.8125e-7, 20_000, 4000, 166613],
    [32, 1.5625e-6, 20_000, 8000, 166613],
  ]);
  const epoch = (b: number) => Math.ceil(EPOCH / b);
  assert.deepEqual(
    await facts("paper-adaptive"),
    [128, 64, 32].map((b) => [b, 5e-7, epoch(b), 1000, 166613]),
  );
  assert.deepEqual(
    await facts("paper-distributed"),
    [128, 64, 32].map((b) => [b, 5e-7, epoch(b), 1000, 153201820]),
  );
  assert.deepEqual(
    (await facts("paper-distributed-script")).map(([, rate, , every]) => [rate, every]),
    [[3.90625e-7, 2000], [7.8125e-7, 4000], [1.5625e-6, 8000]],
  );
  assert.deepEqual(await facts("paper-final"), [[128, 5e-7, epoch(128), 500, 153201820]]);
});

Deno.test("the final models have the margins that were picked, stop early, and are tested as the script does it", async () => {
  const runs = await runsOf("paper-final");
  const statics = runs.filter(({ method }) => methodLabel(method).startsWith("static"));
  assert.deepEqual(
    statics.map(({ encoder, method }) => `${encoder.split("/")[1]}: ${methodLabel(method)}`),
    [
      "mpnet-base: static 0.6, in-batch (reference)",
      "mpnet-base: static 0.3",
      "distilbert-base-uncased: static 0.2, in-batch (reference)",
      "distilbert-base-uncased: static 0.2",
      "roberta-base: static 0.1, in-batch (reference)",
      "roberta-base: static 0.1",
    ],
  );
  for (const { training, testUse, collection } of runs) {
    assert.deepEqual(training!.keepBest, { measure: "nDCG@10", patience: 16 });
    assert.deepEqual(testUse, { maxQueryLength: 200 });
    assert.deepEqual(collection, { name: "msmarco-passage", subset: "dl19" });
  }
});

Deno.test("RoBERTa as the reference has it trains a random pooler, and is tested without it", async () => {
  for (const { encoder, encoderOptions, testUse, seed } of await runsOf("paper-roberta-pooler")) {
    assert.equal(encoder, "FacebookAI/roberta-base");
    assert.deepEqual(encoderOptions, { pooling: "pooler", poolerSeed: seed, precision: "bfloat16" });
    assert.equal(testUse!.pooling, "cls");
  }
});
