import assert from "node:assert/strict";
import { marginMSELoss } from "../../losses/mod.ts";
import { randomTeacher } from "../../losses/teacher_for_tests.ts";
import { embeddings, lossOf } from "./kind_for_tests.ts";
import { marginMSE } from "./margin_mse.ts";

const method = { kind: "margin-mse" } as const;

Deno.test("Margin-MSE needs a teacher's margins, and logs them as targets", async () => {
  const { margins } = randomTeacher(4, 3);
  const [q, p, n] = embeddings();
  assert.equal(marginMSE.label(method), "Margin-MSE");
  assert.equal(marginMSE.needs!(method), "teacher margins");
  assert.equal(await lossOf(marginMSE, method, margins), marginMSELoss(q, p, n, margins).dataSync()[0]);
  assert.equal(marginMSE.marginOptions!(method, margins).target, margins);
  await assert.rejects(lossOf(marginMSE, method), /teacher's margins of shape .* but found undefined/);
});
