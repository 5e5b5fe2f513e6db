import assert from "node:assert/strict";
import { type Tensor2D, tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };
import { inBatchSoftmaxLoss } from "./in_batch_softmax.ts";
import { checkAgainstGolden, closeTo, randomTriples, valueAndGradients } from "./triples_for_tests.ts";

Deno.test("the in-batch softmax loss and its gradients equal PyTorch's", () => {
  assert.equal(golden.inBatchSoftmax.length, 2);
  for (const { options, ...expected } of golden.inBatchSoftmax) {
    checkAgainstGolden((q, p, n) => inBatchSoftmaxLoss(q, p, n, options), expected, options);
  }
});

Deno.test("where all passages are the same, the loss is the logarithm of their number", () => {
  const same: Tensor2D = tf.ones([4, 3]);
  closeTo(inBatchSoftmaxLoss(same, same, same).dataSync()[0], Math.log(8), 1e-5, 0);
});

Deno.test("a very small temperature overflows neither value nor gradient", () => {
  const { value, gradients } = valueAndGradients(
    (q, p, n) => inBatchSoftmaxLoss(q, p, n, { temperature: 1e-4 }),
    randomTriples(4, 3, 1),
  );
  assert.ok(Number.isFinite(value));
  for (const gradient of gradients) assert.ok(gradient.every(Number.isFinite));
});

Deno.test("no tensor is left behind by the in-batch softmax loss or its gradients", () => {
  const triples = randomTriples(4, 5, 6);
  const variables = triples.map((x) => tf.variable(x));
  const [q, p, n] = variables as unknown as Tensor2D[];
  const before = tf.memory().numTensors;
  const { value, grads } = tf.variableGrads(() => inBatchSoftmaxLoss(q, p, n), variables);
  tf.dispose([value, grads]);
  assert.equal(tf.memory().numTensors, before);
  tf.dispose([triples, variables]);
});

Deno.test("a temperature that is not above zero and an unknown option are refused", () => {
  const [q, p, n] = randomTriples(2, 3, 1);
  for (const temperature of [0, -1, NaN, Infinity]) {
    assert.throws(() => inBatchSoftmaxLoss(q, p, n, { temperature }), {
      name: "UserError",
      message: new RegExp(`temperature to be a number above 0 but found ${temperature}`),
    });
  }
  assert.throws(
    () => inBatchSoftmaxLoss(q, p, n, { tau: 1 } as { temperature?: number }),
    /unknown option "tau"; expected one of temperature/,
  );
});
