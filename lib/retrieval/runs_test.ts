import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Run, UserError } from "../base/mod.ts";
import { readRun, writeRun } from "./runs.ts";

const folder = await mkdtemp(path.join(tmpdir(), "runs-"));
const file = path.join(folder, "a.run");

async function says(promise: Promise<unknown>, pattern: RegExp): Promise<void> {
  await assert.rejects(promise, (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, pattern);
    return true;
  });
}

Deno.test("a run comes back as it was written, to the last digit", async () => {
  const run: Run = new Map([
    ["q1", { ids: ["p2", "p1"], scores: Float64Array.of(1 / 3, -1e-9) }],
    ["q2", { ids: ["p1"], scores: Float64Array.of(Math.fround(0.1)) }],
  ]);
  await writeRun(file, run, "bm25");
  assert.deepEqual(await readRun(file), run);
  assert.equal((await readFile(file, "utf8")).split("\n")[0], "q1 Q0 p2 1 0.3333333333333333 bm25");
});

Deno.test("a ranking is in descending order of score, whatever the ranks say", async () => {
  await writeFile(file, "q1\tQ0\tp1\t1\t0.5\tx\r\nq1 Q0 p2 2 1.5e0 x\n\nq1 Q0 p3 3 0.5 x\n");
  const { ids, scores } = (await readRun(file)).get("q1")!;
  assert.deepEqual([ids, [...scores]], [["p2", "p1", "p3"], [1.5, 0.5, 0.5]]);
});

Deno.test("a malformed line names the rule, the file and the line", async () => {
  const good = "q1 Q0 p1 1 0.5 x\n";
  for (
    const bad of [
      "q1 Q0 p2 2 0.4",
      "q1 Q0 p2 2 high x",
      "q1 Q0 p2 first 0.4 x",
      "q1 Q0 p2 2 NaN x",
      "q1 Q0 p2 2 1 x y",
    ]
  ) {
    await writeFile(file, good + bad);
    await says(readRun(file), /six columns .* but found "q1 Q0 p2 .*a\.run, line 2/);
  }
  await writeFile(file, good + good);
  await says(readRun(file), /passage "p1" once for query "q1" .*line 2/);
});

Deno.test("a missing and an empty file are one clear message each", async () => {
  await says(
    readRun(path.join(folder, "absent.run")),
    /Expected a TREC run in .*absent\.run but could not read it/,
  );
  await writeFile(file, "\n");
  await says(readRun(file), /found an empty file/);
});

Deno.test("an id with white space is not written", async () => {
  const run: Run = new Map([["q 1", { ids: ["p"], scores: Float64Array.of(1) }]]);
  await says(writeRun(file, run, "x"), /without white space but found "q 1"/);
});
