import assert from "node:assert/strict";
import { type Tensor2D, tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };
import { dualMarginMSELoss } from "./dual_margin_mse.ts";
import { marginMSELoss } from "./margin_mse.ts";
import { goldenTeacher, randomTeacher } from "./teacher_for_tests.ts";
import {
  checkAgainstGolden,
  checkFiniteDifferences,
  checkLeaks,
  closeTo,
  randomTriples,
} from "./triples_for_tests.ts";

Deno.test("dual Margin-MSE and its gradients equal PyTorch's", () => {
  assert.equal(golden.dualMarginMSE.length, 2);
  const scores = goldenTeacher().batchScores;
  for (const { options, ...expected } of golden.dualMarginMSE) {
    checkAgainstGolden((q, p, n) => dualMarginMSELoss(q, p, n, { scores }, options), expected, options);
  }
});

Deno.test("gradients of dual Margin-MSE equal finite differences, and no tensor is left behind", () => {
  const { batchScores: scores, margins } = randomTeacher(4, 2);
  for (const teacher of [{ scores }, { scores, margins }]) {
    const loss = (q: Tensor2D, p: Tensor2D, n: Tensor2D) => dualMarginMSELoss(q, p, n, teacher);
    checkFiniteDifferences(loss, randomTriples(4, 5, 1));
    checkLeaks(loss);
  }
});

Deno.test("without a weight it is Margin-MSE, by the teacher of the triples where there are two", () => {
  const [q, p, n] = randomTriples(4, 5, 3);
  const { batchScores: scores, margins } = randomTeacher(4, 7);
  const other = randomTeacher(4, 8).margins;
  const value = (teacher: Parameters<typeof dualMarginMSELoss>[3]) =>
    dualMarginMSELoss(q, p, n, teacher, { weight: 0 }).dataSync()[0];
  closeTo(value({ scores }), marginMSELoss(q, p, n, margins).dataSync()[0], 1e-5, 0);
  closeTo(value({ scores, margins: other }), marginMSELoss(q, p, n, other).dataSync()[0], 1e-5, 0);
});

Deno.test("scores of another shape and a negative weight are refused", () => {
  const [q, p, n] = randomTriples(3, 4, 5);
  assert.throws(
    () => dualMarginMSELoss(q, p, n, { scores: tf.ones([3, 3]) }),
    /Dual Margin-MSE: expected the teacher's scores of shape \[3, 6\] but found \[3, 3\]/,
  );
  const scores: Tensor2D = tf.ones([3, 6]);
  assert.throws(
    () => dualMarginMSELoss(q, p, n, { scores, margins: tf.ones([4]) }),
    /margins of shape \[3\]/,
  );
  assert.throws(
    () => dualMarginMSELoss(q, p, n, { scores }, { weight: -1 }),
    /weight to be a number of at least 0/,
  );
});
