import assert from "node:assert/strict";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { tf } from "../engine/mod.ts";
import { marginLoss } from "../losses/mod.ts";
import { smallData, smallEncoder } from "./encoder_for_tests.ts";
import { train, type TrainingOptions } from "./trainer.ts";

const OPTIONS: TrainingOptions = {
  loss: (q, p, n) => marginLoss(q, p, n, { target: "adaptive", inBatch: true }),
  steps: 12,
  batchSize: 4,
  learningRate: 1e-2,
  seed: 4,
  sampling: "topic-aware",
};

async function run(options: Partial<TrainingOptions>) {
  const encoder = smallEncoder();
  try {
    const history = await train(encoder, smallData(), { ...OPTIONS, ...options });
    return history.steps.map(({ seconds: _, ...record }) => record);
  } finally {
    encoder.dispose();
  }
}

Deno.test("an interrupted training on topics resumes to the very numbers of one that was not", () =>
  inTemporaryFolder(async (folder) => {
    const expected = await run({});
    const stop = new AbortController();
    const checkpoint = { folder, every: 4 };
    const onStep = ({ step }: { step: number }) => step === 7 && stop.abort(new Error("stopped by the test"));
    await assert.rejects(run({ checkpoint, onStep, signal: stop.signal }), /stopped by the test/);
    assert.deepEqual(await run({ checkpoint }), expected);
  }));

Deno.test("topics, their number and a teacher's margins decide the batches, and leave no tensor behind", async () => {
  const before = tf.memory().numTensors;
  const losses = async (options: Partial<TrainingOptions>) =>
    JSON.stringify((await run({ ...options, steps: 4 })).map(({ loss }) => loss));
  const teacherMargins = Float32Array.from({ length: 40 }, (_, i) => i / 40);
  const all = await Promise.all([
    losses({ sampling: "random" }),
    losses({}),
    losses({ topics: 2 }),
  ]);
  assert.equal(new Set(all).size, all.length);
  // Each query has one triple here: there is nothing to balance.
  assert.equal(await losses({ sampling: "topic-aware balanced", teacherMargins }), all[1]);
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("what it takes to find the topics and to draw each batch is told", async () => {
  const told: number[] = [];
  await run({ steps: 3, onSampling: (seconds) => told.push(seconds) });
  assert.equal(told.length, 1 + 3);
  assert.ok(told.every((seconds) => seconds > 0));
});

Deno.test("balanced sampling without a margin for each triple is refused", async () => {
  const refused = (teacherMargins: Float32Array | undefined, message: RegExp) =>
    assert.rejects(run({ sampling: "topic-aware balanced", teacherMargins }), { name: "UserError", message });
  await refused(undefined, /margin of each of the 40 triples but found none/);
  await refused(new Float32Array(39), /but found 39 numbers/);
  await refused(new Float32Array(40).fill(NaN), /or some that are not finite/);
});
