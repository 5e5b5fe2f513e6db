import assert from "node:assert/strict";
import { type Tensor2D, tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };
import { guidedSoftmaxLoss } from "./guided_softmax.ts";
import { inBatchSoftmaxLoss } from "./in_batch_softmax.ts";
import { goldenTeacher, randomTeacher } from "./teacher_for_tests.ts";
import {
  checkAgainstGolden,
  checkFiniteDifferences,
  checkLeaks,
  closeTo,
  randomTriples,
  valueAndGradients,
} from "./triples_for_tests.ts";

Deno.test("the guided softmax loss and its gradients equal PyTorch's, by a guide and by itself", () => {
  assert.equal(golden.guidedSoftmax.length, 4);
  const { batchScores } = goldenTeacher();
  for (const { self, options, ...expected } of golden.guidedSoftmax) {
    const guide = self ? "self" : batchScores;
    checkAgainstGolden((q, p, n) => guidedSoftmaxLoss(q, p, n, guide, options), expected, { self, options });
  }
});

Deno.test("gradients of the guided softmax loss equal finite differences, and no tensor is left behind", () => {
  const { batchScores } = randomTeacher(4, 2);
  for (const guide of [batchScores, "self"] as const) {
    const loss = (q: Tensor2D, p: Tensor2D, n: Tensor2D) =>
      guidedSoftmaxLoss(q, p, n, guide, { temperature: 0.5, margin: 0.1 });
    checkFiniteDifferences(loss, randomTriples(4, 5, 1));
    checkLeaks(loss);
  }
});

Deno.test("a guide that prefers every positive leaves the in-batch softmax loss as it is", () => {
  const triples = randomTriples(4, 5, 3);
  const guide = tf.concat([tf.eye(4), tf.zeros([4, 4])], 1) as Tensor2D;
  const guided = valueAndGradients((q, p, n) => guidedSoftmaxLoss(q, p, n, guide), triples);
  const plain = valueAndGradients((q, p, n) => inBatchSoftmaxLoss(q, p, n), triples);
  closeTo(guided.value, plain.value, 1e-5, 0);
  guided.gradients.forEach((gradient, which) =>
    gradient.forEach((slope, k) => closeTo(slope, plain.gradients[which][k], 1e-4, 1e-6))
  );
});

Deno.test("a passage that the guide prefers to the positive is left out for that query alone", () => {
  const guide = tf.tensor2d([[0.5, 0.9, 0, 0], [0, 0.5, 0, 0]]);
  const triples = randomTriples(2, 3, 9);
  const [q, p, n] = triples;
  const value = guidedSoftmaxLoss(q, p, n, guide, { temperature: 1 }).dataSync()[0];
  const unit = (x: Tensor2D) => tf.div(x, tf.norm(x, 2, 1, true)) as Tensor2D;
  const scores = tf.matMul(unit(q), tf.concat([unit(p), unit(n)]), false, true).arraySync() as number[][];
  const loss = (kept: number[], own: number) =>
    Math.log(kept.reduce((sum, score) => sum + Math.exp(score), 0)) - own;
  const [first, second] = scores;
  const expected = (loss([first[0], first[2], first[3]], first[0]) + loss(second, second[1])) / 2;
  closeTo(value, expected, 1e-5, 0);
});

Deno.test("where only the positive is left, there is no loss and no gradient", () => {
  const guide = tf.tensor2d([[0, 1, 1, 1], [1, 0, 1, 1]]);
  const { value, gradients } = valueAndGradients(
    (q, p, n) => guidedSoftmaxLoss(q, p, n, guide),
    randomTriples(2, 3, 9),
  );
  closeTo(value, 0, 0, 1e-6);
  for (const gradient of gradients) gradient.forEach((slope) => closeTo(slope, 0, 0, 1e-5));
});

Deno.test("similarities of another shape, and options out of their range, are refused", () => {
  const [q, p, n] = randomTriples(3, 4, 5);
  assert.throws(() => guidedSoftmaxLoss(q, p, n, tf.ones([3, 3])), {
    name: "UserError",
    message: /Guided softmax loss: expected the guide's similarities of shape \[3, 6\] but found \[3, 3\]/,
  });
  assert.throws(
    () => guidedSoftmaxLoss(q, p, n, "self", { temperature: -1 }),
    /temperature to be a number above/,
  );
  assert.throws(
    () => guidedSoftmaxLoss(q, p, n, "self", { margin: NaN }),
    /margin to be a number but found NaN/,
  );
});
