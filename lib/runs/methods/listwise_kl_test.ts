import assert from "node:assert/strict";
import { listwiseKLLoss } from "../../losses/mod.ts";
import { randomTeacher } from "../../losses/teacher_for_tests.ts";
import { embeddings, lossOf } from "./kind_for_tests.ts";
import { listwiseKL, type ListwiseKLMethod } from "./listwise_kl.ts";

const method: ListwiseKLMethod = { kind: "listwise kl", temperature: 0.05, inBatch: false };

Deno.test("listwise KL needs a teacher's scores of own passages, or of all in the batch", async () => {
  const { scores, batchScores } = randomTeacher(4, 3);
  const [q, p, n] = embeddings();
  const inBatch = { ...method, inBatch: true };
  assert.equal(listwiseKL.needs!(method), "teacher scores");
  assert.equal(listwiseKL.needs!(inBatch), "in-batch teacher scores");
  assert.equal(await lossOf(listwiseKL, method, scores), listwiseKLLoss(q, p, n, scores).dataSync()[0]);
  assert.equal(
    await lossOf(listwiseKL, inBatch, batchScores),
    listwiseKLLoss(q, p, n, batchScores).dataSync()[0],
  );
  await assert.rejects(lossOf(listwiseKL, method), /teacher's scores of shape .* but found undefined/);
});

Deno.test("listwise KL has one form and one label for one meaning", () => {
  assert.equal(listwiseKL.label({ ...method, inBatch: true }), "listwise KL, in-batch");
  assert.deepEqual(listwiseKL.canonical!({ ...method, teacherTemperature: 0.05 }), method);
  assert.equal(listwiseKL.problem!(method), undefined);
  assert.equal(listwiseKL.problem!({ ...method, temperature: 0 }), "temperature to be a number above 0");
});
