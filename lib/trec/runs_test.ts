import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { type Ranking, type Run, UserError } from "../base/mod.ts";
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

Deno.test("rankings that are made while they are written give the same file, and none where one is wrong", async () => {
  const run: Run = new Map(Array.from({ length: 50 }, (_, q) => [
    `q${q}`,
    { ids: [`p${q}`, "p"], scores: Float64Array.of(q, -q) },
  ]));
  await writeRun(file, run, "bm25");
  const expected = await readFile(file);
  const made = path.join(folder, "made.run");
  let left = 50;
  await writeRun(made, function* () {
    for (const entry of run) {
      yield entry;
      left--;
    }
  }, "bm25");
  assert.deepEqual([await readFile(made), left], [expected, 0]);
  const wrong = function* (): Generator<[string, Ranking]> {
    yield* run;
    yield ["q 50", { ids: ["p"], scores: Float64Array.of(1) }];
  };
  await says(writeRun(made, wrong, "bm25"), /q 50/);
  assert.deepEqual(await readFile(made), expected);
});

Deno.test("a ranking is in descending order of score, whatever the ranks say", async () => {
  await writeFile(file, "q1\tQ0\tp1\t1\t0.5\tx\r\nq1 Q0 p2 2 1.5e0 x\n\nq1 Q0 p3 3 0.5 x\n");
  const { ids, scores } = (await readRun(file)).get("q1")!;
  assert.deepEqual([ids, [...scores]], [["p2", "p1", "p3"], [1.5, 0.5, 0.5]]);
});

Deno.test("a run is the same from gzip, TSV and MS MARCO's format", async () => {
  const expected: Run = new Map([
    ["q1", { ids: ["p2", "p1"], scores: Float64Array.of(-1, -2) }],
    ["q2", { ids: ["p1"], scores: Float64Array.of(-1) }],
  ]);
  const lines = ["q1 Q0 p1 2 -2 x", "q2 Q0 p1 1 -1 x", "q1 Q0 p2 1 -1 x", ""];
  const files = [
    lines.join("\n"),
    gzipSync(lines.join("\n")),
    "\ufeff# a comment\r\n" + lines.join("\r\n"),
    "query-id\tcorpus-id\tscore\nq1\tp1\t-2\nq2\tp1\t-1e0\nq1\tp2\t-1",
    "q1\tp1\t2\nq2\tp1\t1\nq1\tp2\t1\n",
  ];
  for (const content of files) {
    await writeFile(file, content);
    assert.deepEqual(await readRun(file), expected);
  }
});

Deno.test("ids are any UTF-8 text without white space", async () => {
  const id = "msmarco_v2.1_doc_50#13_3087841662", long = "é".repeat(300);
  await writeFile(
    file,
    `1 Q0 ${id} 1 0 #x\n1 Q0 ${long} 1 0 x\n1 Q0 \u{1f600} 1 0 x\n007 Q0 __proto__ 1 0 x`,
  );
  const run = await readRun(file);
  assert.deepEqual([...run.keys()], ["1", "007"]);
  assert.deepEqual(run.get("1")!.ids, [id, long, "\u{1f600}"]);
});

Deno.test("a run that is larger than a chunk of reading is whole", async () => {
  const run: Run = new Map(Array.from({ length: 40 }, (_, query) => {
    const ids = Array.from({ length: 1000 }, (_, i) => `passage-${query}-${i}-${"x".repeat(i % 40)}`);
    return [`q${query}`, {
      ids,
      scores: Float64Array.from(ids, (_, i) => 1 / (i + 3)),
    }];
  }));
  await writeRun(file, run, "large");
  assert.ok((await readFile(file)).length > 2 ** 21);
  assert.deepEqual(await readRun(file), run);
  await writeFile(file, gzipSync(await readFile(file)));
  assert.deepEqual(await readRun(file), run);
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
      "q1 Q0 p2 2 inf x",
      "q1 Q0 p2 2 1e999 x",
      "q1 Q0 p2 2 0x10 x",
      "q1 Q0 p2 1.0 1 x",
    ]
  ) {
    await writeFile(file, good + bad);
    await says(readRun(file), /six columns .* but found "q1 Q0 p2 .*a\.run, line 2/);
  }
  const header = "query-id\tcorpus-id\tscore\n";
  const cases: [string, RegExp][] = [
    [good + good, /passage "p1" once for query "q1" but found it again in .*line 2/],
    [good + "# no data\n\n" + "q2 Q0 p1 1 1 x\n" + good, /found it again in .*line 5/],
    ["q1\tp1\t1\nq1\tp2\t0.5\n", /a whole rank from 1 on, .* header .* found "q1\tp2\t0.5" .*line 2/],
    ["q1\tp1\t1\nq1\tp2\t1\n", /rank 1 once for query "q1" but found it again .*line 2/],
    ["q1\tp1\t0\n", /whole rank from 1 on.*line 1/],
    [`${header}q1 p1 1\n`, /three columns between tabs .* finite score .*line 2/],
    [`${header}q1\tp 1\t1\n`, /three columns between tabs .*line 2/],
    [`${header}q1\tp1\t1\t\n`, /three columns between tabs .*line 2/],
    [`${header}#\n`, /three columns between tabs .*line 2/],
    [header, /a run but found nothing but a header/],
    ["# only\n", /a run but found nothing but comments/],
  ];
  for (const [content, pattern] of cases) {
    await writeFile(file, content);
    await says(readRun(file), pattern);
  }
});

Deno.test("a missing and an empty file are one clear message each", async () => {
  await says(
    readRun(path.join(folder, "absent.run")),
    /Expected a run in .*absent\.run but could not read it/,
  );
  await writeFile(file, "\n");
  await says(readRun(file), /found an empty file/);
});

Deno.test("an id with white space is not written", async () => {
  const run: Run = new Map([["q 1", { ids: ["p"], scores: Float64Array.of(1) }]]);
  await says(writeRun(file, run, "x"), /without white space but found "q 1"/);
});
