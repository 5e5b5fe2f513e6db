import assert from "node:assert/strict";
import { checkScale } from "./scale.ts";
import { experimentTable } from "./scale_experiments.ts";

Deno.test("results/scale.md says what the measured step and the code give", async () => {
  await checkScale();
});

Deno.test("the total is that of the tier: what it leaves out stands below", async () => {
  const rows = (await experimentTable()).trim().split("\n").slice(2).map((line) =>
    line.split("|").slice(1, 3).map((cell) => cell.trim())
  );
  const total = rows.findIndex(([name]) => name === "**tier paper in all**");
  const sum = rows.slice(0, total).reduce((all, [, runs]) => all + Number(runs), 0);
  assert.equal(Number(rows[total][1]), sum);
  assert.deepEqual(rows.slice(total + 1).map(([name]) => name), ["paper-roberta-pooler (not in the tier)"]);
});
