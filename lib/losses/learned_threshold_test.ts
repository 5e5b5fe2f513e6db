import assert from "node:assert/strict";
import { tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };
import { bixseLoss } from "./bixse.ts";
import { learnedThreshold } from "./learned_threshold.ts";
import { closeTo } from "./triples_for_tests.ts";

Deno.test("the gradients by a temperature's logarithm and a threshold equal PyTorch's, and leave no tensor behind", () => {
  assert.equal(golden.learnedThreshold.length, 2);
  const { queries, positives, negatives } = golden.embeddings;
  const [q, p, n] = [queries, positives, negatives].map((rows) => tf.tensor2d(rows));
  const before = tf.memory().numTensors;
  for (const { temperature, threshold, ...expected } of golden.learnedThreshold) {
    const learned = learnedThreshold({ temperature, bias: -threshold / temperature });
    const { value, grads } = tf.variableGrads(
      () => bixseLoss(q, p, n, undefined, learned.value()),
      [...learned.variables.values()],
    );
    const slope = (name: string) => grads[learned.variables.get(name)!.name].dataSync()[0];
    closeTo(value.dataSync()[0], expected.value, 1e-5, 0);
    closeTo(slope("loss.log_temperature"), expected.byLogarithm, 1e-4, 1e-5);
    closeTo(slope("loss.threshold"), expected.byThreshold, 1e-4, 1e-5);
    tf.dispose([value, grads]);
    learned.dispose();
  }
  assert.equal(tf.memory().numTensors, before);
  tf.dispose([q, p, n]);
});
