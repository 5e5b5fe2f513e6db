import assert from "node:assert/strict";
import { tf } from "../../engine/mod.ts";
import { inBatchSoftmax, type InBatchSoftmaxMethod } from "./in_batch_softmax.ts";
import { lossOf } from "./kind_for_tests.ts";

const method: InBatchSoftmaxMethod = { kind: "in-batch softmax", temperature: 0.05 };
const learned = { ...method, learned: true };

Deno.test("a learned temperature is named, and a fixed one has the form that it always had", () => {
  assert.equal(inBatchSoftmax.label(method), "in-batch softmax");
  assert.equal(inBatchSoftmax.label(learned), "in-batch softmax, temperature learned");
  assert.equal(
    inBatchSoftmax.label({ ...learned, temperature: 0.1 }),
    "in-batch softmax, temperature learned from 0.1",
  );
  assert.deepEqual(inBatchSoftmax.canonical!({ ...method, learned: false }), method);
  assert.deepEqual(inBatchSoftmax.canonical!(learned), learned);
  assert.equal(inBatchSoftmax.problem!(learned), undefined);
  assert.equal(
    inBatchSoftmax.problem!({ ...method, learned: 1 as unknown as boolean }),
    "learned to be a boolean",
  );
});

Deno.test("a learned temperature starts as the fixed one, and is the loss's to learn", async () => {
  assert.ok(Math.abs(await lossOf(inBatchSoftmax, method) - await lossOf(inBatchSoftmax, learned)) < 1e-4);
  assert.equal((await inBatchSoftmax.loss!(method)).learned, undefined);
  const before = tf.memory().numTensors;
  const loss = await inBatchSoftmax.loss!(learned);
  assert.deepEqual([...loss.learned!.variables.keys()], ["loss.log_temperature"]);
  loss.learned!.dispose();
  assert.equal(tf.memory().numTensors, before);
});
