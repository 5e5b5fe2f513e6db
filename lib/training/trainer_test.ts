import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { MOST_HISTOGRAMS, UserError } from "../base/mod.ts";
import { type Scalar, type Tensor2D, tf } from "../engine/mod.ts";
import { marginLoss, marginStatistics } from "../losses/mod.ts";
import { smallData, smallEncoder } from "./encoder_for_tests.ts";
import { train, type TrainingOptions } from "./trainer.ts";

const OPTIONS: TrainingOptions = {
  loss: (q, p, n) => marginLoss(q, p, n, { target: 0.5 }),
  statistics: (q, p, n) => marginStatistics(q, p, n, { target: 0.5 }),
  steps: 12,
  batchSize: 8,
  learningRate: 1e-2,
  warmupSteps: 2,
  seed: 4,
};

Deno.test("training lowers the loss and moves the margins towards the target", async () => {
  const encoder = smallEncoder();
  const history = await train(encoder, smallData(), { ...OPTIONS, steps: 60 });
  const mean = (from: number, to: number, of: "loss" | "marginMean") =>
    history.steps.slice(from, to).reduce((sum, record) => sum + record[of], 0) / (to - from);
  assert.ok(
    mean(50, 60, "loss") < 0.5 * mean(0, 10, "loss"),
    `${mean(0, 10, "loss")} ${mean(50, 60, "loss")}`,
  );
  assert.ok(Math.abs(mean(50, 60, "marginMean") - 0.5) < Math.abs(mean(0, 10, "marginMean") - 0.5));
  assert.equal(history.steps[59].triples, 480);
  encoder.dispose();
});

Deno.test("an interrupted training resumes to the very numbers of one that was not", async () => {
  await inTemporaryFolder(async (folder) => {
    const measured = () => Promise.resolve({ seen: 1 });
    const options = { ...OPTIONS, validateAt: [0, 3, 12], validate: measured };
    const whole = smallEncoder();
    const expected = await train(whole, smallData(), options);

    const stop = new AbortController();
    const checkpoint = { folder, every: 4 };
    const onStep = ({ step }: { step: number }) => step === 7 && stop.abort(new Error("stopped by the test"));
    const first = smallEncoder();
    await assert.rejects(
      train(first, smallData(), { ...options, checkpoint, onStep, signal: stop.signal }),
      /stopped by the test/,
    );
    const second = smallEncoder();
    const taken: number[] = [];
    const resumed = await train(second, smallData(), {
      ...options,
      checkpoint,
      onStep: ({ step }) => taken.push(step),
    });

    assert.equal(taken[0], 8);
    const numbers = (history: typeof resumed) => history.steps.map(({ seconds: _, ...record }) => record);
    assert.deepEqual(numbers(resumed), numbers(expected));
    assert.deepEqual(resumed.validations, expected.validations);
    for (const [name, weight] of whole.weights) {
      assert.deepEqual(second.weights.get(name)!.dataSync(), weight.dataSync(), name);
    }
    const log = ["steps-0-4.arrow", "steps-4-7.arrow", "steps-7-8.arrow"];
    assert.deepEqual((await readdir(folder)).sort(), ["state.json", "step-8.safetensors", ...log]);
    for (const encoder of [whole, first, second]) encoder.dispose();
  });
});

Deno.test("a long training keeps the histograms of every n-th step, and all other numbers of each", async () => {
  await inTemporaryFolder(async (folder) => {
    const encoder = smallEncoder();
    const counted: number[] = [];
    const { steps } = await train(encoder, smallData(), {
      ...OPTIONS,
      steps: 3 * MOST_HISTOGRAMS,
      statistics: (q, p, n) => marginStatistics(q, p, n),
      validateAt: [0, 8],
      validate: () => Promise.resolve({ x: 1 }),
      keepBest: { measure: "x", patience: 1, folder }, // which ends it after eight steps
      onStep: ({ step, histograms }) => void (histograms && counted.push(step)),
    });
    assert.deepEqual(counted, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert.deepEqual(steps.filter(({ histograms }) => histograms).map(({ step }) => step), [1, 4, 7]);
    assert.deepEqual(steps.filter(({ marginMean }) => Number.isFinite(marginMean)).length, 8);
    encoder.dispose();
  });
});

Deno.test("a resumed training still has no target where the loss has none", async () => {
  await inTemporaryFolder(async (folder) => {
    const statistics: TrainingOptions["statistics"] = (q, p, n) => marginStatistics(q, p, n);
    const options = { ...OPTIONS, statistics, checkpoint: { folder, every: 2 } };
    const stop = new AbortController();
    const onStep = ({ step }: { step: number }) => step === 4 && stop.abort(new Error("stopped by the test"));
    const [first, second] = [smallEncoder(), smallEncoder()];
    await assert.rejects(
      train(first, smallData(), { ...options, onStep, signal: stop.signal }),
      /stopped by the test/,
    );
    const { steps } = await train(second, smallData(), options);
    assert.deepEqual(steps.map(({ targetMean }) => targetMean), new Array(12).fill(NaN));
    for (const encoder of [first, second]) encoder.dispose();
  });
});

Deno.test("a signal at any time saves the last step: between two steps, and in a validation", async () => {
  for (const when of ["timer", "validation"]) {
    await inTemporaryFolder(async (folder) => {
      const options = { ...OPTIONS, checkpoint: { folder, every: 1000 }, validateAt: [0, 6] };
      const stop = new AbortController();
      const encoder = smallEncoder();
      const taken: number[] = [];
      const stopped = train(encoder, smallData(), {
        ...options,
        signal: stop.signal,
        async validate() {
          if (taken.length > 0) {
            if (when === "validation") stop.abort(new Error("stopped"));
            await new Promise((resolve) => setTimeout(resolve, 0));
            stop.signal.throwIfAborted();
          }
          return { seen: taken.length };
        },
        onStep({ step }) {
          taken.push(step);
          if (when === "timer" && step === 4) setTimeout(() => stop.abort(new Error("stopped")), 0);
        },
      });
      await assert.rejects(stopped, /stopped/);
      const resumed: number[] = [];
      const history = await train(smallEncoder(), smallData(), {
        ...options,
        validate: () => Promise.resolve({ seen: 0 }),
        onStep: ({ step }) => resumed.push(step),
      });
      assert.equal(resumed[0], taken.at(-1)! + 1, when);
      assert.deepEqual(history.validations.map(({ step }) => step), [0, 6]);
      encoder.dispose();
    });
  }
});

Deno.test("a damaged checkpoint is named", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeFile(path.join(folder, "state.json"), '{"steps": 4, "fi');
    const encoder = smallEncoder();
    await assert.rejects(
      train(encoder, smallData(), { ...OPTIONS, checkpoint: { folder, every: 4 } }),
      (error: Error) => error instanceof UserError && /state\.json.*to start again/s.test(error.message),
    );
    encoder.dispose();
  });
});

Deno.test("ten steps leave no tensor behind", async () => {
  const before = tf.memory().numTensors;
  const encoder = smallEncoder();
  const kept = tf.memory().numTensors;
  await train(encoder, smallData(), { ...OPTIONS, steps: 10 });
  assert.equal(tf.memory().numTensors, kept);
  encoder.dispose();
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("a loss that is not finite ends the training with the step's number", async () => {
  const encoder = smallEncoder();
  const before = tf.memory().numTensors;
  const loss = (q: Tensor2D) => tf.sum(tf.log(tf.neg(tf.square(q)))) as Scalar;
  await assert.rejects(
    train(encoder, smallData(), { ...OPTIONS, loss }),
    (error: Error) =>
      error instanceof UserError && /finite loss but found NaN at step 1 of 12/.test(error.message),
  );
  assert.equal(tf.memory().numTensors, before);
  encoder.dispose();
});

Deno.test("no triples are refused", async () => {
  const encoder = smallEncoder();
  const none = new Int32Array(0);
  const data = { ...smallData(), triples: { queries: none, positives: none, negatives: none } };
  await assert.rejects(train(encoder, data, OPTIONS), /Expected triples to train on but found none/);
  encoder.dispose();
});
