import assert from "node:assert/strict";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { tf } from "../engine/mod.ts";
import { inBatchSoftmaxLoss, learnedTemperature } from "../losses/mod.ts";
import { smallData, smallEncoder } from "./encoder_for_tests.ts";
import type { LossFunction } from "./gradients.ts";
import { train, type TrainingOptions } from "./trainer.ts";

const OPTIONS = { steps: 12, batchSize: 8, learningRate: 1e-3, seed: 4 };

function learningLoss(rateFactor: number) {
  const temperature = learnedTemperature(0.5);
  const loss: LossFunction = (q, p, n) =>
    tf.tidy(() => inBatchSoftmaxLoss(q, p, n, { temperature: temperature.value() }));
  return Object.assign(loss, { learned: { ...temperature, rateFactor } });
}

/** Losses of all steps, weights at the end, and the temperature's logarithm. */
async function run(options: Partial<TrainingOptions> = {}, rateFactor = 10) {
  const encoder = smallEncoder();
  const loss = learningLoss(rateFactor);
  try {
    const { steps } = await train(encoder, smallData(), { ...OPTIONS, loss, ...options });
    return {
      losses: steps.map(({ loss }) => loss),
      weights: [...encoder.weights.values()].map((weight) => [...weight.dataSync()]),
      logarithm: [...loss.learned.variables.values()][0].dataSync()[0],
    };
  } finally {
    loss.learned.dispose();
    encoder.dispose();
  }
}

Deno.test("a loss learns its temperature at its own rate, in one piece and in chunks", async () => {
  const before = tf.memory().numTensors;
  const start = Math.log(0.5);
  const [slow, fast] = [await run({}, 1), await run()];
  const chunked = await run({ chunkTokens: 50 });
  // Adam moves a number by about the learning rate at each step.
  assert.ok(Math.abs(slow.logarithm - start) < 12.5e-3, `${slow.logarithm}`);
  assert.ok(Math.abs(fast.logarithm - start) > 50e-3, `${fast.logarithm}`);
  assert.ok(Math.abs(chunked.logarithm - fast.logarithm) < 1e-4, `${chunked.logarithm}`);
  chunked.losses.forEach((loss, i) => assert.ok(Math.abs(loss - fast.losses[i]) < 1e-4));
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("an interrupted training goes on with the temperature that it had learned", () =>
  inTemporaryFolder(async (folder) => {
    const expected = await run();
    const stop = new AbortController();
    const checkpoint = { folder, every: 4 };
    const onStep = ({ step }: { step: number }) => step === 7 && stop.abort(new Error("stopped by the test"));
    await assert.rejects(run({ checkpoint, onStep, signal: stop.signal }), /stopped by the test/);
    assert.deepEqual(await run({ checkpoint }), expected);
  }));
