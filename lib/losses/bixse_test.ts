import assert from "node:assert/strict";
import { type Tensor2D, tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };
import { bixseLoss } from "./bixse.ts";
import {
  checkAgainstGolden,
  checkFiniteDifferences,
  checkLeaks,
  closeTo,
  randomTriples,
} from "./triples_for_tests.ts";

Deno.test("BiXSE and its gradients equal PyTorch's, graded and not", () => {
  assert.equal(golden.bixse.length, 4);
  for (const { graded, options, ...expected } of golden.bixse) {
    const grades = graded ? tf.tensor2d(golden.grades) : undefined;
    checkAgainstGolden((q, p, n) => bixseLoss(q, p, n, grades, options), expected, { graded, options });
  }
});

Deno.test("gradients of BiXSE equal finite differences, and no tensor is left behind", () => {
  for (const grades of [undefined, tf.tensor2d([[1, 0], [0.7, 0.4], [0.2, 0.3], [0.9, 0.9]])]) {
    const loss = (q: Tensor2D, p: Tensor2D, n: Tensor2D) =>
      bixseLoss(q, p, n, grades, { temperature: 1, bias: 0 });
    checkFiniteDifferences(loss, randomTriples(4, 5, 1));
    checkLeaks(loss);
  }
});

Deno.test("without grades the positive is relevant and the negative is not", () => {
  const [q, p, n] = randomTriples(3, 4, 6);
  const grades = tf.tensor2d([[1, 0], [1, 0], [1, 0]]);
  closeTo(bixseLoss(q, p, n).dataSync()[0], bixseLoss(q, p, n, grades).dataSync()[0], 1e-6, 0);
});

Deno.test("grades of another shape, and options out of their range, are refused", () => {
  const [q, p, n] = randomTriples(3, 4, 5);
  assert.throws(() => bixseLoss(q, p, n, tf.ones([3, 6])), {
    name: "UserError",
    message: /BiXSE: expected grades of shape \[3, 2\] but found \[3, 6\]/,
  });
  assert.throws(
    () => bixseLoss(q, p, n, undefined, { temperature: 0 }),
    /temperature to be a number above 0/,
  );
  assert.throws(() => bixseLoss(q, p, n, undefined, { bias: NaN }), /bias to be a number but found NaN/);
});
