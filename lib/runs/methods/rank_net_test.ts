import assert from "node:assert/strict";
import { rankNetLoss } from "../../losses/mod.ts";
import { randomTeacher } from "../../losses/teacher_for_tests.ts";
import { embeddings, lossOf } from "./kind_for_tests.ts";
import { rankNet, type RankNetMethod } from "./rank_net.ts";

const method: RankNetMethod = { kind: "ranknet", temperature: 0.05 };

Deno.test("RankNet needs a teacher's margins", async () => {
  const { margins } = randomTeacher(4, 3);
  const [q, p, n] = embeddings();
  assert.equal(rankNet.needs!(method), "teacher margins");
  assert.equal(await lossOf(rankNet, method, margins), rankNetLoss(q, p, n, margins).dataSync()[0]);
  const sharp = { ...method, teacherTemperature: 0.01 };
  const expected = rankNetLoss(q, p, n, margins, { temperature: 0.05, teacherTemperature: 0.01 });
  assert.equal(await lossOf(rankNet, sharp, margins), expected.dataSync()[0]);
});

Deno.test("a teacher's temperature counts where it is another", () => {
  assert.equal(rankNet.label(method), "RankNet");
  assert.equal(rankNet.label({ ...method, teacherTemperature: 0.05 }), "RankNet");
  assert.deepEqual(rankNet.canonical!({ ...method, teacherTemperature: 0.05 }), method);
  const other = { ...method, temperature: 0.1, teacherTemperature: 0.2 };
  assert.equal(rankNet.label(other), "RankNet, temperature 0.1, teacher's 0.2");
  assert.deepEqual(rankNet.canonical!(other), other);
  assert.equal(rankNet.problem!(other), undefined);
  assert.equal(
    rankNet.problem!({ ...method, teacherTemperature: 0 }),
    "teacherTemperature to be a number above 0",
  );
});
