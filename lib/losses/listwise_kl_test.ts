import assert from "node:assert/strict";
import { type Tensor2D, tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };
import { listwiseKLLoss } from "./listwise_kl.ts";
import { batchCosines, ownCosines } from "./teacher.ts";
import { goldenTeacher, randomTeacher } from "./teacher_for_tests.ts";
import {
  checkAgainstGolden,
  checkFiniteDifferences,
  checkLeaks,
  closeTo,
  randomTriples,
  valueAndGradients,
} from "./triples_for_tests.ts";

Deno.test("listwise KL and its gradients equal PyTorch's, over own and over all passages", () => {
  assert.equal(golden.listwiseKL.length, 4);
  const { scores, batchScores } = goldenTeacher();
  for (const { inBatch, options, ...expected } of golden.listwiseKL) {
    const teacher = inBatch ? batchScores : scores;
    checkAgainstGolden((q, p, n) => listwiseKLLoss(q, p, n, teacher, options), expected, {
      inBatch,
      options,
    });
  }
});

Deno.test("gradients of listwise KL equal finite differences, and no tensor is left behind", () => {
  const { scores, batchScores } = randomTeacher(4, 2);
  for (const teacher of [scores, batchScores]) {
    const loss = (q: Tensor2D, p: Tensor2D, n: Tensor2D) =>
      listwiseKLLoss(q, p, n, teacher, { temperature: 0.5 });
    checkFiniteDifferences(loss, randomTriples(4, 5, 1));
    checkLeaks(loss);
  }
});

Deno.test("a student that is its own teacher has nothing to learn", () => {
  const triples = randomTriples(4, 5, 3);
  const [q, p, n] = triples;
  for (const cosines of [ownCosines, batchCosines]) {
    const teacher = cosines(q, p, n);
    const { value, gradients } = valueAndGradients((q, p, n) => listwiseKLLoss(q, p, n, teacher), triples);
    closeTo(value, 0, 0, 1e-6);
    for (const gradient of gradients) gradient.forEach((slope) => closeTo(slope, 0, 0, 1e-5));
  }
});

Deno.test("scores far apart give a finite loss and finite gradients", () => {
  const teacher = tf.tensor2d([[1000, -1000], [-1000, 1000]]);
  const { value, gradients } = valueAndGradients(
    (q, p, n) => listwiseKLLoss(q, p, n, teacher, { temperature: 1e-3 }),
    randomTriples(2, 3, 4),
  );
  assert.ok(Number.isFinite(value));
  for (const gradient of gradients) assert.ok(gradient.every(Number.isFinite));
});

Deno.test("scores of another shape and a temperature of zero are refused", () => {
  const [q, p, n] = randomTriples(3, 4, 5);
  assert.throws(() => listwiseKLLoss(q, p, n, tf.ones([3, 3])), {
    name: "UserError",
    message: /Listwise KL: expected the teacher's scores of shape \[3, 2\] or \[3, 6\] but found \[3, 3\]/,
  });
  const teacher: Tensor2D = tf.ones([3, 2]);
  for (const name of ["temperature", "teacherTemperature"]) {
    assert.throws(
      () => listwiseKLLoss(q, p, n, teacher, { [name]: 0 }),
      new RegExp(`${name} to be a number above 0`),
    );
  }
});
