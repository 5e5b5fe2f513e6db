import assert from "node:assert/strict";
import { withResults } from "../runs/results_for_tests.ts";
import { claims, judgeClaims, verdictWords } from "../studies/mod.ts";
import { checkVerdicts, verdictsInFull, verdictTable, writeVerdicts } from "./verdicts.ts";

Deno.test("results/verdicts.md and the README say what the committed runs say", async () => {
  await checkVerdicts();
});

Deno.test("every claim is a row with one of four words, and says why there is no evidence", () => {
  const judged = judgeClaims([]);
  const rows = verdictTable(judged).split("\n").filter((line) => line.startsWith("|")).slice(2);
  assert.equal(rows.length, claims.length);
  for (const row of rows) assert.ok(verdictWords.some((word) => row.includes(word)), row);
  assert.ok(rows.every((row) => row.includes("undecided (no runs)")));
  assert.match(verdictsInFull(judged), /## F: undecided\n[^#]*Why: No student was trained by a teacher/);
});

Deno.test("verdicts that the runs do not give are refused", () =>
  withResults(async (folder) => {
    await assert.rejects(checkVerdicts(), /verdicts\.md to have the verdicts .* reproduce --commit/);
    await writeVerdicts();
    await checkVerdicts();
    const file = `${folder}/verdicts.md`;
    await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace("undecided", "supported"));
    await assert.rejects(checkVerdicts(), /to have the verdicts/);
  }));
