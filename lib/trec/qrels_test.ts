import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { type Qrels, UserError } from "../base/mod.ts";
import { readQrels } from "./qrels.ts";

const file = path.join(await mkdtemp(path.join(tmpdir(), "qrels-")), "a.qrels");
const qrels: Qrels = new Map([["q1", new Map([["p1", 2], ["p2", 0]])], ["q2", new Map([["p1", -1]])]]);

Deno.test("both formats are read", async () => {
  await writeFile(file, "q1 0 p1 2\nq1 0 p2 0\nq2 0 p1 -1\n");
  assert.deepEqual(await readQrels(file), qrels);
  await writeFile(file, "query-id\tcorpus-id\tscore\nq1\tp1\t2\nq1\tp2\t0\nq2\tp1\t-1\n");
  assert.deepEqual(await readQrels(file), qrels);
});

Deno.test("TREC qrels between tabs and with carriage returns are read", async () => {
  await writeFile(file, "q1\t0\tp1\t2\r\nq1\tQ0\tp2\t0\r\nq2\t0\tp1\t-1\r\n");
  assert.deepEqual(await readQrels(file), qrels);
});

Deno.test("comments, gzip, a byte-order mark and queries out of turn do no harm", async () => {
  const content = "\ufeff# by hand\nq1 0 p1 +2\n\nq2 0 p1 -1\n# more\nq1 0 p2 0";
  await writeFile(file, content);
  assert.deepEqual(await readQrels(file), qrels);
  await writeFile(file, gzipSync(content));
  assert.deepEqual(await readQrels(file), qrels);
});

Deno.test("a malformed line names the rule, the file and the line", async () => {
  const cases: [string, RegExp][] = [
    ["q1 0 p1 2\nq1 p2 1\n", /four columns .* but found "q1 p2 1" in .*a\.qrels, line 2/],
    ["q1 0 p1 2\n\nq1 0 p2 high\n", /four columns .*line 3/],
    ["q1 0 p1 1.5\n", /whole grade.*line 1/],
    ["q1 0 p1 2\nq1 0 p1 2\n", /passage "p1" once for query "q1" .*line 2/],
    ["query-id\tcorpus-id\tscore\nq1\tp1\n", /three columns .*line 2/],
    ["query-id\tcorpus-id\tscore\nq1\t\t1\n", /three columns .*line 2/],
    ["query-id\tcorpus-id\tscore\nq1 0 p1 1\n", /three columns .*line 2/],
    ["q1 0 p1 1234567890\n", /whole grade of at most nine digits.*line 1/],
    ["query-id corpus-id score\nq1 p1 1\n", /four columns .*line 1/],
    ["query-id\tcorpus-id\tscore\n", /qrels but found nothing but a header/],
  ];
  for (const [text, pattern] of cases) {
    await writeFile(file, text);
    await assert.rejects(readQrels(file), (error: Error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, pattern);
      return true;
    });
  }
});

Deno.test("a missing and an empty file are one clear message each", async () => {
  await assert.rejects(readQrels(`${file}.absent`), /Expected qrels in .* but could not read it/);
  await writeFile(file, "");
  await assert.rejects(readQrels(file), /found an empty file/);
});
