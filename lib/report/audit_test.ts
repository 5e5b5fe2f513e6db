import assert from "node:assert/strict";
import { auditRows } from "./audit.ts";
import { committedStudy } from "./verdicts.ts";

Deno.test("every departure of the reference has its place here, and numbers where runs say something", async () => {
  const rows = auditRows(await committedStudy());
  assert.equal(rows.length, 9);
  for (const { departure, here, changes } of rows) {
    assert.ok(departure.endsWith(".") && here.endsWith("."));
    assert.doesNotMatch(changes, /NaN|undefined|Infinity/);
  }
  const [, , , , rates, padding] = rows;
  assert.match(rates.changes, /first seed: .*adaptive: 0\.\d{3} to 0\.\d{3}/);
  assert.match(padding.changes, /^\d\d % of the tokens/);
  assert.ok(
    rows.every(({ changes }) => !/0\.000 \[0\.000, 0\.000\]/.test(changes)),
    "nothing is compared with itself",
  );
});

Deno.test("without runs nothing is said to change", () => {
  assert.ok(auditRows([]).every(({ changes }) => changes === ""));
});
