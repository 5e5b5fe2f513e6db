import assert from "node:assert/strict";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import type { Encoder } from "../encoders/mod.ts";
import { type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { marginLoss, marginStatistics, marginTable } from "../losses/mod.ts";
import { packTexts } from "../text/mod.ts";
import type { BatchNumbers } from "./batch_numbers.ts";
import { smallData, smallEncoder, smallTexts } from "./encoder_for_tests.ts";
import { frozenTargets } from "./frozen_targets.ts";
import { chunkedLossAndGradients } from "./gradient_cache.ts";
import { movingAverageTargets } from "./moving_average_targets.ts";
import { train, type TrainingOptions } from "./trainer.ts";

const OPTIONS: TrainingOptions = {
  loss: (q, p, n, given) => marginLoss(q, p, n, { target: given! }),
  statistics: (q, p, n, given) => marginStatistics(q, p, n, { target: given! }),
  steps: 12,
  batchSize: 8,
  learningRate: 1e-2,
  seed: 4,
};
const SOURCES: Record<string, (encoder: Encoder) => BatchNumbers> = {
  "frozen targets": (encoder) => frozenTargets(encoder),
  "moving-average targets": (encoder) => movingAverageTargets(encoder, { decay: 0.8 }),
};
const batch = (encoder: Encoder) => ({
  step: 0,
  examples: new Int32Array(12),
  batch: packTexts(encoder.tokenizer, smallTexts.slice(0, 36), { maxLength: 16 }),
});
/** T of a batch by an encoder itself. */
const ownTargets = (encoder: Encoder, inBatch: boolean) =>
  tf.tidy(() => {
    const [q, p, n] = tf.split(encoder.encode(batch(encoder).batch), 3, 0) as Tensor2D[];
    return [...marginTable(q, p, n, { target: "adaptive", inBatch }).targets.dataSync()];
  });
const near = (found: number[], expected: number[]) =>
  found.forEach((value, i) =>
    assert.ok(Math.abs(value - expected[i]) < 1e-5, `${value}, not ${expected[i]}`)
  );

Deno.test("frozen targets stay those of the encoder before training", async () => {
  for (const inBatch of [false, true]) {
    const encoder = smallEncoder();
    const given = frozenTargets(encoder, { inBatch });
    const before = ownTargets(encoder, inBatch);
    await train(encoder, smallData(), {
      ...OPTIONS,
      loss: (q, p, n) => marginLoss(q, p, n, { target: 0.5 }),
      statistics: undefined,
    });
    const targets = await given.of(batch(encoder));
    assert.deepEqual(targets.shape, inBatch ? [12, 12] : [12]);
    near([...targets.dataSync()], before);
    assert.ok(ownTargets(encoder, inBatch).some((value, i) => Math.abs(value - before[i]) > 0.01));
    targets.dispose();
    given.dispose!();
    encoder.dispose();
  }
});

Deno.test("a moving average of decay 0 is the encoder itself, one of 0.8 has a fifth of each step", () => {
  const encoder = smallEncoder();
  const [none, slow] = [
    movingAverageTargets(encoder, { decay: 0 }),
    movingAverageTargets(encoder, { decay: 0.8 }),
  ];
  const [name, weight] = [...encoder.weights][0];
  const before = weight.dataSync()[0];
  weight.assign(tf.add(weight as Tensor, 1));
  for (const average of [none, slow]) average.afterStep!(encoder);
  const valueIn = ({ state }: BatchNumbers) =>
    (state!.get(`average.${name}`) as unknown as Tensor).dataSync()[0];
  near([valueIn(none), valueIn(slow)], [before + 1, before + 0.2]);
  for (const each of [none, slow]) each.dispose!();
  encoder.dispose();
});

Deno.test("a decay that is not a share is refused", () => {
  const encoder = smallEncoder();
  for (const decay of [1, -0.1, NaN]) {
    assert.throws(() => movingAverageTargets(encoder, { decay }), /decay to be in \[0, 1\) but found/);
  }
  encoder.dispose();
});

for (const [name, source] of Object.entries(SOURCES)) {
  Deno.test(`an interrupted training with ${name} resumes to the very numbers of one that was not`, () =>
    inTemporaryFolder(async (folder) => {
      const run = async (options: Partial<TrainingOptions>) => {
        const encoder = smallEncoder();
        const given = source(encoder);
        try {
          const history = await train(encoder, smallData(), { ...OPTIONS, given, ...options });
          const weights = [...encoder.weights.values()].map((weight) => [...weight.dataSync()]);
          return { steps: history.steps.map(({ seconds: _, ...record }) => record), weights };
        } finally {
          given.dispose!();
          encoder.dispose();
        }
      };
      const expected = await run({});
      assert.ok(expected.steps.every(({ targetMean, targetStd }) => targetMean > 0 && targetStd > 0));
      const stop = new AbortController();
      const checkpoint = { folder, every: 4 };
      const onStep = ({ step }: { step: number }) =>
        step === 7 && stop.abort(new Error("stopped by the test"));
      await assert.rejects(run({ checkpoint, onStep, signal: stop.signal }), /stopped by the test/);
      assert.deepEqual(await run({ checkpoint }), expected);
    }));

  Deno.test(`ten steps with ${name} leave no tensor behind, in one piece and in chunks`, async () => {
    const before = tf.memory().numTensors;
    for (const chunkTokens of [undefined, 50]) {
      const encoder = smallEncoder();
      const given = source(encoder);
      const kept = tf.memory().numTensors;
      await train(encoder, smallData(), { ...OPTIONS, steps: 10, given, chunkTokens });
      assert.equal(tf.memory().numTensors, kept);
      given.dispose!();
      encoder.dispose();
    }
    assert.equal(tf.memory().numTensors, before);
  });
}

Deno.test("chunks give the loss and gradients of one piece with numbers from outside", async () => {
  const encoder = smallEncoder();
  const frozen = frozenTargets(encoder, { inBatch: true });
  const given = await frozen.of(batch(encoder));
  const options = {
    given,
    loss: (q: Tensor2D, p: Tensor2D, n: Tensor2D, given?: Tensor) =>
      marginLoss(q, p, n, { target: given!, inBatch: true }),
  };
  const [whole, chunked] = [1e6, 37].map((chunkTokens) =>
    chunkedLossAndGradients(encoder, batch(encoder).batch, { ...options, chunkTokens })
  );
  near([chunked.loss], [whole.loss]);
  for (const [name, gradient] of whole.gradients) {
    near([...chunked.gradients.get(name)!.dataSync()], [...gradient.dataSync()]);
  }
  tf.dispose([given, ...whole.gradients.values(), ...chunked.gradients.values()]);
  frozen.dispose!();
  encoder.dispose();
});

Deno.test("numbers whose loss is refused are freed", async () => {
  const encoder = smallEncoder();
  const numbers = tf.ones([3]);
  const given: BatchNumbers = { of: () => numbers };
  await assert.rejects(train(encoder, smallData(), { ...OPTIONS, given }), /of shape \[8\] or \[8, 8\]/);
  assert.ok(numbers.isDisposed);
  encoder.dispose();
});
