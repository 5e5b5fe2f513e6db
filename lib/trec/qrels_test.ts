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

Deno.test("grades that pandas wrote as floats are whole; a fraction is refused with what to do", async () => {
  await writeFile(file, "q1 0 p1 2.0\nq1 0 p2 -0.0\nq2 0 p1 -1.\n");
  assert.deepEqual(await readQrels(file), qrels);
  await writeFile(file, "query-id\tcorpus-id\tscore\nq1\tp1\t2.00\nq1\tp2\t0e0\nq2\tp1\t-1.0\n");
  assert.deepEqual(await readQrels(file), qrels);
  for (const text of ["q1 0 p1 1.0\nq1 0 p2 0.5\n", "qid\tpid\trel\nq1\tp2\t0.5\n"]) {
    await writeFile(file, text);
    await assert.rejects(readQrels(file), {
      name: "UserError",
      message: /whole grade, .* found the fraction 0\.5 in .*a\.qrels, line 2\. Multiply .* or round them\.$/,
    });
  }
  await writeFile(file, "q1 0 p1 10000000000.0\n");
  await assert.rejects(readQrels(file), /whole grade of at most nine digits .*line 1/);
});

Deno.test("a header with other names is read between tabs, and else refused with what to do", async () => {
  const rows = "q1\tp1\t2\nq1\tp2\t0\nq2\tp1\t-1\n";
  for (const names of ["query-id\tcorpus-id\trelevance", "QID\tdocid\tlabel ", "query_id\tdoc_id\tgrade"]) {
    await writeFile(file, `${names}\n${rows}`);
    assert.deepEqual(await readQrels(file), qrels, names);
  }
  const cases: [string, RegExp][] = [
    ["query-id corpus-id relevance\nq1 p1 1\n", /line 1\. .* header of three columns is query-id.* one tab/],
    ["qid 0 docno label\nq1 0 p1 1\n", /line 1\. .* If it is a header, remove it\./],
    ["query-id,corpus-id,score\nq1,p1,1\n", /line 1\. .* Separate the columns by tabs or spaces\./],
    ["query-id\tcorpus-id\tscore\nq1\tp 1\t1\n", /three columns .*line 2\. .* Ids have no white space\./],
    [rows, /line 1\. .* A file of three columns begins with a header: query-id, corpus-id and score, with/],
  ];
  for (const [text, message] of cases) {
    await writeFile(file, text);
    await assert.rejects(readQrels(file), { name: "UserError", message });
  }
});

Deno.test("a missing and an empty file are one clear message each", async () => {
  await assert.rejects(readQrels(`${file}.absent`), /Expected qrels in .* but could not read it/);
  await writeFile(file, "");
  await assert.rejects(readQrels(file), /found an empty file/);
});
