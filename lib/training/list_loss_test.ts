import assert from "node:assert/strict";
import { tf } from "../engine/mod.ts";
import { listLoss } from "./list_loss.ts";

Deno.test("a self-distilled list asks for a margin as large as its passages are alike", () => {
  // Two lists of a positive and two negatives; sigmoids of 0 and of log 3 are 0.5 and 0.75.
  const scores = tf.tensor2d([[Math.log(3), 0, 0], [0, 0, Math.log(3)]]);
  const passages = tf.tensor2d([[2, 0], [1, 0], [0, 3], [1, 1], [-1, -1], [1, 1]]);
  const errors = [0.25 - 1, 0.25 - 0.5, 0 - 0, -0.25 - 1];
  const expected = errors.reduce((sum, error) => sum + error ** 2, 0) / 4;
  const found = listLoss(scores, "self-distilled", passages);
  assert.ok(Math.abs(found.dataSync()[0] - expected) < 1e-6);
  assert.throws(() => listLoss(scores, "self-distilled"), /states of the passages/);
  tf.dispose([scores, passages, found]);
});
