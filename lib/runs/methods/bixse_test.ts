import assert from "node:assert/strict";
import { tf } from "../../engine/mod.ts";
import { bixseLoss } from "../../losses/mod.ts";
import { bixse, type BiXSEMethod } from "./bixse.ts";
import { embeddings, lossOf } from "./kind_for_tests.ts";

const method: BiXSEMethod = { kind: "bixse", temperature: 0.1, bias: -10, graded: false };
const graded = { ...method, graded: true };

Deno.test("BiXSE says whether it is graded, and what is not usual", () => {
  assert.equal(bixse.label(method), "BiXSE");
  assert.equal(
    bixse.label({ ...graded, temperature: 0.2, bias: -1 }),
    "BiXSE, graded, temperature 0.2, bias -1",
  );
});

Deno.test("graded BiXSE needs grades, and does not run without them", async () => {
  assert.equal(bixse.needs!(method), undefined);
  assert.equal(bixse.needs!(graded), "teacher grades");
  const [q, p, n] = embeddings();
  const grades = tf.fill([4, 2], 0.5) as ReturnType<typeof tf.tensor2d>;
  assert.equal(await lossOf(bixse, method), bixseLoss(q, p, n).dataSync()[0]);
  assert.equal(await lossOf(bixse, graded, grades), bixseLoss(q, p, n, grades).dataSync()[0]);
  await assert.rejects(lossOf(bixse, graded), /expected grades as given numbers but found none/);
});

Deno.test("learned, BiXSE starts from its options, and has two numbers to learn", async () => {
  const learned = { ...method, learned: true };
  assert.equal(bixse.label(learned), "BiXSE, learned");
  assert.deepEqual(bixse.canonical!({ ...method, learned: false }), method);
  assert.deepEqual(bixse.canonical!(learned), learned);
  assert.ok(Math.abs(await lossOf(bixse, learned) - await lossOf(bixse, method)) < 1e-4);
  const before = tf.memory().numTensors;
  const loss = await bixse.loss!(learned);
  assert.deepEqual([...loss.learned!.variables.keys()], ["loss.log_temperature", "loss.threshold"]);
  loss.learned!.dispose();
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("wrong options of BiXSE are named", () => {
  assert.equal(bixse.problem!(method), undefined);
  assert.equal(bixse.problem!({ ...method, temperature: -1 }), "temperature to be a number above 0");
  assert.equal(bixse.problem!({ ...method, bias: NaN }), "bias to be a number");
});
