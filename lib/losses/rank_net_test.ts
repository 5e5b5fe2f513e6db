import assert from "node:assert/strict";
import { type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };
import { rankNetLoss } from "./rank_net.ts";
import { goldenTeacher, randomTeacher } from "./teacher_for_tests.ts";
import {
  checkAgainstGolden,
  checkFiniteDifferences,
  checkLeaks,
  closeTo,
  randomTriples,
  valueAndGradients,
} from "./triples_for_tests.ts";

Deno.test("RankNet and its gradients equal PyTorch's, of own triples and in the batch", () => {
  assert.equal(golden.rankNet.length, 4);
  const { margins, batchMargins } = goldenTeacher();
  for (const { inBatch, options, ...expected } of golden.rankNet) {
    const teacher: Tensor = inBatch ? batchMargins : margins;
    checkAgainstGolden((q, p, n) => rankNetLoss(q, p, n, teacher, options), expected, { inBatch, options });
  }
});

Deno.test("gradients of RankNet equal finite differences, and no tensor is left behind", () => {
  const { margins, batchMargins } = randomTeacher(4, 2);
  for (const teacher of [margins, batchMargins]) {
    const loss = (q: Tensor2D, p: Tensor2D, n: Tensor2D) =>
      rankNetLoss(q, p, n, teacher, { temperature: 0.5 });
    checkFiniteDifferences(loss, randomTriples(4, 5, 1));
    checkLeaks(loss);
  }
});

Deno.test("a teacher that is sure asks for an ever larger margin, and one that is not for its own", () => {
  const triples = randomTriples(1, 4, 8);
  const slope = (teacherTemperature: number) => {
    const loss = (q: Tensor2D, p: Tensor2D, n: Tensor2D) =>
      rankNetLoss(q, p, n, tf.tensor1d([0.1]), { temperature: 1, teacherTemperature });
    return valueAndGradients(loss, triples).value;
  };
  const [q, p, n] = triples.map((x) => tf.div(x, tf.norm(x)));
  const margin = tf.sum(tf.mul(q, tf.sub(p, n))).dataSync()[0];
  closeTo(slope(1e-4), Math.log(1 + Math.exp(-margin)), 1e-5, 0);
  const r = 1 / (1 + Math.exp(-0.1));
  closeTo(slope(1), Math.log(1 + Math.exp(margin)) - r * margin, 1e-5, 0);
});

Deno.test("margins of another shape and a temperature of zero are refused", () => {
  const [q, p, n] = randomTriples(3, 4, 5);
  assert.throws(
    () => rankNetLoss(q, p, n, tf.ones([2])),
    /RankNet: expected the teacher's margins of shape \[3\] or \[3, 3\] but found \[2\]/,
  );
  assert.throws(
    () => rankNetLoss(q, p, n, tf.ones([3]), { temperature: 0 }),
    /temperature to be a number above 0 but found 0/,
  );
});
