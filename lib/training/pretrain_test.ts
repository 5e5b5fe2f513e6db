import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { generator } from "../base/mod.ts";
import { makeWeights, weightShapes } from "../encoders/mod.ts";
import { tf } from "../engine/mod.ts";
import { packTexts } from "../text/mod.ts";
import { SMALL, smallTexts, smallTokenizer } from "./encoder_for_tests.ts";
import { headShapes, maskBatch, mlmLoss } from "./mlm.ts";
import { pretrain, type PretrainOptions } from "./pretrain.ts";

const tokenizer = smallTokenizer();
const parts = { config: SMALL, tokenizer, name: "small" };
const OPTIONS: PretrainOptions = {
  steps: 40,
  batchTokens: 60,
  learningRate: 1e-2,
  warmupSteps: 4,
  maxLength: 16,
  seed: 3,
};

Deno.test("masking takes about 15 % of the tokens, never a special one, and stores what they were", () => {
  const batch = packTexts(tokenizer, Array.from({ length: 50 }, () => smallTexts).flat(), { maxLength: 16 });
  const { batch: masked, places, labels } = maskBatch(batch, tokenizer, generator(2));
  const ordinary = batch.ids.filter((id) => id !== tokenizer.clsId && id !== tokenizer.sepId).length;
  const share = places.length / ordinary;
  assert.ok(Math.abs(share - 0.15) < 0.02, `${share}`);
  places.forEach((place, i) => assert.equal(batch.ids[place], labels[i]));
  const masks = places.filter((place) => masked.ids[place] === tokenizer.maskId).length / places.length;
  assert.ok(Math.abs(masks - 0.8) < 0.05, `${masks}`);
  const chosen = new Set(places);
  batch.ids.forEach((id, i) => chosen.has(i) || assert.equal(masked.ids[i], id));
});

Deno.test("a text too short for the draw still has one token masked", () => {
  const batch = packTexts(tokenizer, ["cat"], { maxLength: 16 });
  for (let seed = 0; seed < 20; seed++) {
    const { places, labels } = maskBatch(batch, tokenizer, generator(seed));
    assert.deepEqual([[...places], [...labels]], [[1], [batch.ids[1]]]);
  }
});

Deno.test("the loss of a head of zeros is the log of the vocabulary's size, and its gradient is right", () => {
  const random = generator(5);
  const zero = makeWeights(
    new Map([...weightShapes(SMALL), ...headShapes(SMALL)]),
    (_, size) => new Float32Array(size),
  );
  const masked = maskBatch(packTexts(tokenizer, smallTexts, { maxLength: 16 }), tokenizer, random);
  const loss = tf.tidy(() => mlmLoss(masked, zero, SMALL).dataSync()[0]);
  assert.ok(Math.abs(loss - Math.log(SMALL.vocab_size)) < 1e-5);
  // With zero logits the gradient of the output bias is softmax minus the share of each label.
  const bias = zero.get("cls.predictions.bias")!;
  const { grads } = tf.variableGrads(() => mlmLoss(masked, zero, SMALL), [bias]);
  const gradient = grads[bias.name].dataSync();
  for (let id = 0; id < SMALL.vocab_size; id++) {
    const share = masked.labels.filter((label) => label === id).length / masked.labels.length;
    assert.ok(Math.abs(gradient[id] - (1 / SMALL.vocab_size - share)) < 1e-6);
  }
});

Deno.test("pretraining lowers the loss, leaves no tensor but the weights, and drops the head", async () => {
  const before = tf.memory().numTensors;
  const { encoder, log } = await pretrain(smallTexts, parts, OPTIONS);
  const mean = (losses: number[]) => losses.reduce((a, b) => a + b, 0) / losses.length;
  assert.ok(mean(log.losses.slice(-10)) < mean(log.losses.slice(0, 10)) - 0.2);
  assert.equal([...encoder.weights.keys()].some((name) => name.startsWith("cls.")), false);
  encoder.dispose();
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("a signal between two steps of a pretraining saves the last", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "pretrain-"));
  const stop = new AbortController();
  const options = { ...OPTIONS, steps: 9, checkpoint: { folder, every: 1000 } };
  let taken = 0;
  const interrupted = pretrain(smallTexts, parts, {
    ...options,
    signal: stop.signal,
    onStep({ step }) {
      taken = step;
      if (step === 3) setTimeout(() => stop.abort(new Error("stopped")), 0);
    },
  });
  await assert.rejects(interrupted, /stopped/);
  const steps: number[] = [];
  await pretrain(smallTexts, parts, { ...options, onStep: ({ step }) => steps.push(step) });
  assert.equal(steps[0], taken + 1);
  await rm(folder, { recursive: true });
});

Deno.test("an interrupted pretraining resumes to the same weights", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "pretrain-"));
  const options = { ...OPTIONS, steps: 9 };
  const whole = await pretrain(smallTexts, parts, options);
  const stop = new AbortController();
  const checkpoint = { folder, every: 4 };
  const interrupted = pretrain(smallTexts, parts, {
    ...options,
    checkpoint,
    signal: stop.signal,
    onStep: ({ step }) => step === 6 && stop.abort(new Error("stopped by the test")),
  });
  await assert.rejects(interrupted, /stopped by the test/);
  const resumed = await pretrain(smallTexts, parts, { ...options, checkpoint });
  assert.deepEqual(resumed.log.losses, whole.log.losses);
  for (const [name, weight] of whole.encoder.weights) {
    assert.deepEqual(resumed.encoder.weights.get(name)!.dataSync(), weight.dataSync(), name);
  }
  await rm(folder, { recursive: true });
});
