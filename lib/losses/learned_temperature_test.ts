import assert from "node:assert/strict";
import { type Tensor2D, tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };
import { inBatchSoftmaxLoss } from "./in_batch_softmax.ts";
import { learnedTemperature } from "./learned_temperature.ts";
import { closeTo, randomTriples } from "./triples_for_tests.ts";

Deno.test("the gradient by a temperature's logarithm equals PyTorch's, and leaves no tensor behind", () => {
  assert.equal(golden.learnedTemperature.length, 2);
  const { queries, positives, negatives } = golden.embeddings;
  const [q, p, n] = [queries, positives, negatives].map((rows) => tf.tensor2d(rows));
  const before = tf.memory().numTensors;
  for (const { temperature, ...expected } of golden.learnedTemperature) {
    const learned = learnedTemperature(temperature);
    const [[, variable]] = learned.variables;
    const { value, grads } = tf.variableGrads(
      () => inBatchSoftmaxLoss(q, p, n, { temperature: learned.value() }),
      [variable],
    );
    closeTo(value.dataSync()[0], expected.value, 1e-5, 0);
    closeTo(grads[variable.name].dataSync()[0], expected.byLogarithm, 1e-4, 1e-6);
    tf.dispose([value, grads]);
    learned.dispose();
  }
  assert.equal(tf.memory().numTensors, before);
  tf.dispose([q, p, n]);
});

Deno.test("a learned temperature starts where it is told to, as a fixed one would", () => {
  const [q, p, n] = randomTriples(3, 4, 2) as [Tensor2D, Tensor2D, Tensor2D];
  const learned = learnedTemperature(0.2);
  closeTo(
    inBatchSoftmaxLoss(q, p, n, { temperature: learned.value() }).dataSync()[0],
    inBatchSoftmaxLoss(q, p, n, { temperature: 0.2 }).dataSync()[0],
    1e-5,
    0,
  );
  learned.dispose();
});
