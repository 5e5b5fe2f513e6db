import assert from "node:assert/strict";
import { dualMarginMSELoss } from "../../losses/mod.ts";
import { randomTeacher } from "../../losses/teacher_for_tests.ts";
import { dualMarginMSE, type DualMarginMSEMethod } from "./dual_margin_mse.ts";
import { embeddings, lossOf } from "./kind_for_tests.ts";

const method: DualMarginMSEMethod = { kind: "dual margin-mse", weight: 0.75 };

Deno.test("dual Margin-MSE needs a teacher's scores of all passages of the batch", async () => {
  const { batchScores: scores } = randomTeacher(4, 3);
  const [q, p, n] = embeddings();
  assert.equal(dualMarginMSE.needs!(method), "in-batch teacher scores");
  assert.equal(
    await lossOf(dualMarginMSE, method, scores),
    dualMarginMSELoss(q, p, n, { scores }).dataSync()[0],
  );
  await assert.rejects(
    lossOf(dualMarginMSE, method),
    /teacher's scores of shape \[4, 8\] but found undefined/,
  );
});

Deno.test("a weight that is not the paper's is named, and a negative one refused", () => {
  assert.equal(dualMarginMSE.label(method), "dual Margin-MSE");
  assert.equal(dualMarginMSE.label({ ...method, weight: 0.5 }), "dual Margin-MSE, weight 0.5");
  assert.equal(dualMarginMSE.problem!(method), undefined);
  assert.equal(dualMarginMSE.problem!({ ...method, weight: -1 }), "weight to be a number of at least 0");
});
