import assert from "node:assert/strict";
import { guidedSoftmaxLoss } from "../../losses/mod.ts";
import { randomTeacher } from "../../losses/teacher_for_tests.ts";
import { guidedSoftmax, type GuidedSoftmaxMethod } from "./guided_softmax.ts";
import { embeddings, lossOf } from "./kind_for_tests.ts";

const method: GuidedSoftmaxMethod = { kind: "guided softmax", guide: "self", temperature: 0.05, margin: 0 };
const taught = { ...method, guide: "teacher" } as const;

Deno.test("a guided softmax names its guide, and what is not usual", () => {
  assert.equal(guidedSoftmax.label(method), "guided softmax (self)");
  assert.equal(
    guidedSoftmax.label({ ...taught, temperature: 0.1, margin: 0.05 }),
    "guided softmax (teacher), temperature 0.1, margin 0.05",
  );
});

Deno.test("a guided softmax needs a teacher's scores, or nothing where it guides itself", async () => {
  assert.equal(guidedSoftmax.needs!(method), undefined);
  assert.equal(guidedSoftmax.needs!(taught), "in-batch teacher scores");
  const [q, p, n] = embeddings();
  const { batchScores } = randomTeacher(4, 3);
  assert.equal(await lossOf(guidedSoftmax, method), guidedSoftmaxLoss(q, p, n, "self").dataSync()[0]);
  assert.equal(
    await lossOf(guidedSoftmax, taught, batchScores),
    guidedSoftmaxLoss(q, p, n, batchScores).dataSync()[0],
  );
  await assert.rejects(lossOf(guidedSoftmax, taught), /similarities of shape \[4, 8\] but found undefined/);
});

Deno.test("wrong options of a guided softmax are named", () => {
  const problem = (changed: object) =>
    guidedSoftmax.problem!({ ...method, ...changed } as GuidedSoftmaxMethod);
  assert.equal(problem({}), undefined);
  assert.equal(problem({ guide: "other" }), "guide to be self or teacher");
  assert.equal(problem({ temperature: 0 }), "temperature to be a number above 0");
  assert.equal(problem({ margin: NaN }), "margin to be a number");
});
