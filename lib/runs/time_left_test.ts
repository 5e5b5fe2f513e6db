import assert from "node:assert/strict";
import { noteTexts } from "./collections/count_texts.ts";
import { startEstimate, workOf } from "./time_left.ts";
import { minilmConfigs } from "./configs_for_tests.ts";

Deno.test("a measured speed takes the place of the first guess", () => {
  const estimate = startEstimate();
  estimate.plan("minilm", { train: 300, encode: 1000 });
  estimate.record("minilm", "encode", 500, 20);
  estimate.record("minilm", "train", 100, 10);
  // 500 texts at 0.04 s, 200 at 0.1 s
  assert.ok(Math.abs(estimate.secondsLeft() - (20 + 20)) < 1e-9);
});

Deno.test("what has not been measured is guessed from how far the other guesses were off", () => {
  const guess = startEstimate();
  guess.plan("tiny", { train: 1000, encode: 0 });
  const before = guess.secondsLeft();
  guess.plan("minilm", { train: 0, encode: 1000 });
  const minilm = guess.secondsLeft() - before;
  guess.record("minilm", "encode", 1000, 3 * minilm); // a machine three times slower
  assert.ok(Math.abs(guess.secondsLeft() - 3 * before) < 1e-9);
});

Deno.test("work that a checkpoint saved is subtracted and does not count for the speed", () => {
  const estimate = startEstimate();
  estimate.plan("minilm", { train: 200, encode: 0 });
  const whole = estimate.secondsLeft();
  estimate.record("minilm", "train", 100);
  assert.ok(Math.abs(estimate.secondsLeft() - whole / 2) < 1e-9);
});

Deno.test("training counts three texts a triple, and each validation its texts", () => {
  const config = minilmConfigs[1];
  const { steps, batchSize, validateAt } = config.training!;
  const texts = { dev: 700, test: 5000 };
  assert.deepEqual(workOf(config, texts), {
    train: 3 * steps * batchSize,
    encode: 5000 + validateAt.length * 700,
  });
  assert.ok(workOf(config).encode > workOf({ ...config, training: undefined }).encode);
});

Deno.test("runs with cores of their own are as fast as one alone, and end the sooner the more there are", () => {
  let running = 1;
  const estimate = startEstimate({ jobs: 10, atOnce: () => running });
  estimate.plan("tiny", { train: 0, encode: 1000 });
  const guess = estimate.secondsLeft();
  const alone = startEstimate();
  alone.plan("tiny", { train: 0, encode: 1000 });
  assert.equal(guess, alone.secondsLeft());
  running = 4;
  assert.equal(estimate.secondsLeft(), guess / 4);
  // What an attempt did that was lost comes again.
  estimate.record("tiny", "encode", 500);
  estimate.record("tiny", "encode", -500);
  assert.equal(estimate.secondsLeft(), guess / 4);
});

Deno.test("no more texts are counted than the collection has here, a sample for instance", () => {
  const sample = { name: "msmarco-passage", subset: "dl20", fingerprint: "0123456789abcdef" };
  const training = { ...minilmConfigs[1].training!, validateAt: [0, 5] };
  const config = { ...minilmConfigs[1], collection: sample, training };
  const before = workOf(config).encode;
  assert.ok(before > 8e6);
  noteTexts(sample, 300);
  assert.equal(workOf(config).encode, 3 * 300);
  assert.equal(workOf({ ...config, training: { ...training, validateBy: "official" } }).encode, 3 * 300);
  assert.equal(workOf({ ...config, collection: { ...sample, fingerprint: undefined } }).encode, before);
});
