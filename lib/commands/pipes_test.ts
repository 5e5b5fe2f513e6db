/**
 * Commands as they are piped: standard output has results alone, standard error all else.
 *
 * `cli_test.ts` tests setup, doctor and lab; the tests of `lib/checks` test `test`.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { execPath } from "node:process";
import { inProject, runProgram } from "../base/mod.ts";
import { storeResult } from "../runs/mod.ts";
import { fakeResult, withResults } from "../runs/results_for_tests.ts";
import { ourRuns } from "../studies/mod.ts";
import { file, first, qrels, second } from "./runs_for_tests.ts";

const folder = await mkdtemp(path.join(tmpdir(), "pipes-"));
const at = (...names: string[]) => path.join(folder, ...names);

async function piped(args: string[], env: Record<string, string> = {}) {
  const command = [execPath, "run", "-A", "--no-check", "cli.ts", ...args];
  const { code, stdout, stderr } = await runProgram(command, { env: { NO_COLOR: "1", ...env } });
  assert.equal(code, 0, stderr);
  return { stdout, stderr };
}

Deno.test("evaluate prints JSON alone, and its notes on standard error", async () => {
  const args = ["evaluate", "--qrels", qrels, "--run", first, "--format", "json"];
  const { stdout, stderr } = await piped(args);
  assert.equal(JSON.parse(stdout).length, 4);
  assert.match(stderr, /^first\.run: ignored 1 query that the qrels do not judge\.\n/);
});

Deno.test("compare prints JSON alone, and its notes on standard error", async () => {
  const args = ["compare", "--qrels", qrels, "--baseline", first, "--run", second, "--format", "json"];
  const { stdout, stderr } = await piped(args);
  assert.equal(JSON.parse(stdout).length, 4);
  assert.match(stderr, /^1 judged query is left out/);
});

Deno.test("a reader that stops early ends the command without an error", async () => {
  const queries = Array.from({ length: 5000 }, (_, i) => `q${i}`);
  const qrels = await file("many.qrels", queries.map((query) => `${query} 0 a 1\n`).join(""));
  const run = await file("many.run", queries.map((query) => `${query} Q0 a 1 1 x\n`).join(""));
  const command = `'${execPath}' run -A --no-check cli.ts evaluate --qrels ${qrels} --run ${run} --per-query`;
  const { code, stdout, stderr } = await runProgram(["sh", "-c", `${command} | head -n 1`]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^run +query .*\n$/);
});

Deno.test("search and encode write files, and print nothing", async () => {
  mkdirSync(at("qrels"));
  const text = '{"_id":"p1","text":"a cat"}\n{"_id":"p2","text":"a dog"}\n';
  writeFileSync(at("corpus.jsonl"), text);
  writeFileSync(at("queries.jsonl"), '{"_id":"q1","text":"cat"}\n');
  writeFileSync(at("qrels", "test.tsv"), "query-id\tcorpus-id\tscore\nq1\tp1\t1\n");
  const search = await piped(["search", "--data", folder, "--method", "bm25", "--output", at("bm25.run")]);
  assert.equal(search.stdout, "");
  assert.match(search.stderr, /Wrote .*bm25\.run: 1 passage for 1 query from 2/);
  const files = ["--input", at("corpus.jsonl"), "--output", at("texts.arrow")];
  const encode = await piped(["encode", "--encoder", "tiny", ...files]);
  assert.equal(encode.stdout, "");
  assert.match(encode.stderr, /Wrote .*texts\.arrow: 2 texts/);
  assert.ok(existsSync(at("bm25.run")) && existsSync(at("texts.arrow")));
});

Deno.test("reproduce prints the table or the list alone, and its progress on standard error", async () => {
  await withResults(async (results) => {
    const [bm25] = await ourRuns("laptop");
    await storeResult(fakeResult(bm25, { source: "committed" }));
    await storeResult(fakeResult(bm25, { source: "local" }));
    const env = { KIT_RESULTS: results };
    const { stdout, stderr } = await piped(
      ["reproduce", "--experiment", "comparison", "--encoder", "none"],
      env,
    );
    assert.match(
      stdout,
      /^\| run +\|[^]*1 of 1 run agrees within its tolerance\.\n\nMethods[^]*BM25[^]*\n$/,
    );
    assert.match(stderr, /Computed 0 of 1 run[^]*Notebooks: deno task lab\n$/);
    const list = await piped(["reproduce", "--list", "--experiment", "comparison", "--encoder", "none"], env);
    assert.match(list.stdout, /^[0-9a-f]{16} {2}done .*\n1 run, 0 missing in .*\n$/);
    assert.equal(list.stderr, "");
  });
});

Deno.test("bench --list prints a line for each bench", async () => {
  const { stdout, stderr } = await piped(["bench", "--list"]);
  assert.match(stdout, /^bm25 {2,}BM25 /);
  for (const line of stdout.trimEnd().split("\n")) assert.match(line, /^[a-z\d_]+ +\w/);
  assert.equal(stderr, "");
});

Deno.test("pretrain writes a folder, and prints nothing", async () => {
  const { stdout, stderr } = await piped(["pretrain", "--steps", "1", "--output", at("tiny")]);
  assert.equal(stdout, "");
  assert.match(stderr, /Wrote .*tiny: 1,453,824 parameters\.\n$/);
  // Plain, as the shipped weights are: their file's hash stands for them in stored runs.
  const weights = readFileSync(at("tiny", "model.safetensors"));
  assert.match(weights.subarray(8, 60).toString("latin1"), /^\{"__metadata__":\{"format":"pt"\},/);
});

Deno.test("notebooks prints a line for each notebook", async () => {
  const inside = await mkdtemp(path.join(inProject(".cache"), "pipes-"));
  try {
    const kernelspec = { name: "deno", display_name: "Deno", language: "typescript" };
    const source = { source: "1 + 1;", outputs: [], metadata: {} };
    const cell = { cell_type: "code", id: "a", execution_count: null, ...source };
    const file = path.join(inside, "small.ipynb");
    writeFileSync(
      file,
      JSON.stringify({ cells: [cell], metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }),
    );
    const { stdout, stderr } = await piped(["notebooks", "--tier", "smoke", file]);
    assert.match(stdout, /^small\.ipynb {2}ok {2}\d+ s\n$/);
    assert.equal(stderr, "");
  } finally {
    await rm(inside, { recursive: true });
  }
});
