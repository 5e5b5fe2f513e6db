import assert from "node:assert/strict";
import { type Tensor, tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };
import { marginLoss } from "./margin.ts";
import { marginMSELoss } from "./margin_mse.ts";
import { goldenTeacher, randomTeacher } from "./teacher_for_tests.ts";
import {
  checkAgainstGolden,
  checkFiniteDifferences,
  checkLeaks,
  randomTriples,
} from "./triples_for_tests.ts";

Deno.test("Margin-MSE and its gradients equal PyTorch's, of own triples and in the batch", () => {
  assert.equal(golden.marginMSE.length, 2);
  const { margins, batchMargins } = goldenTeacher();
  for (const { inBatch, ...expected } of golden.marginMSE) {
    const teacher: Tensor = inBatch ? batchMargins : margins;
    checkAgainstGolden((q, p, n) => marginMSELoss(q, p, n, teacher), expected, { inBatch });
  }
});

Deno.test("gradients of Margin-MSE equal finite differences, and no tensor is left behind", () => {
  const { margins, batchMargins } = randomTeacher(4, 2);
  for (const teacher of [margins, batchMargins]) {
    checkFiniteDifferences((q, p, n) => marginMSELoss(q, p, n, teacher), randomTriples(4, 5, 1));
    checkLeaks((q, p, n) => marginMSELoss(q, p, n, teacher));
  }
});

Deno.test("Margin-MSE with one margin for all is a static margin", () => {
  const [q, p, n] = randomTriples(3, 4, 5);
  const taught = marginMSELoss(q, p, n, tf.fill([3], 0.25));
  assert.equal(taught.dataSync()[0], marginLoss(q, p, n, { target: 0.25 }).dataSync()[0]);
});

Deno.test("margins of another shape are refused", () => {
  const [q, p, n] = randomTriples(3, 4, 5);
  assert.throws(() => marginMSELoss(q, p, n, tf.ones([3, 2])), {
    name: "UserError",
    message: /Margin-MSE: expected the teacher's margins of shape \[3\] or \[3, 3\] but found \[3, 2\]/,
  });
  assert.throws(() => marginMSELoss(q, p, n, undefined as unknown as Tensor), /but found undefined/);
});
