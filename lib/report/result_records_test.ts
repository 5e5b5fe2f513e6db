import assert from "node:assert/strict";
import { fakeResult } from "../runs/results_for_tests.ts";
import { ourRuns } from "../studies/mod.ts";
import { queriesFrame, resultsFrame } from "./frames.ts";
import { columnsOf, csv, latex } from "./record_formats.ts";
import { queryRecords, resultRecords } from "./result_records.ts";

const results = (await ourRuns("smoke")).map((config) => fakeResult(config));

Deno.test("a run is a row with every setting, measure and interval; all rows have the same columns", () => {
  const records = resultRecords(results);
  assert.equal(records.length, results.length);
  const columns = Object.keys(records[0]);
  for (const record of records) assert.deepEqual(Object.keys(record), columns);
  for (
    const name of ["k1", "temperature", "target", "inBatch", "orientation", "steps", "learningRate", "seed"]
  ) {
    assert.ok(columns.includes(name), name);
  }
  const margin = records.find(({ kind }) => kind === "margin")!;
  assert.equal(margin.k1, null);
  assert.ok(Number(margin["nDCG@10 low"]) <= Number(margin["nDCG@10"]));
});

Deno.test("a run says what each of its parts cost, and nothing of what was not measured", () => {
  const [trained] = results.filter(({ config }) => config.training);
  const teacher = {
    training: { examples: 64, tokens: 900, seconds: 30.2 },
    scoring: { pairs: 8, tokens: 90, seconds: 2.4 },
  };
  const cost = { sampling: 1.7, validation: 3.6, search: 9.2, memory: 2.5e9, teacher };
  const [with_, without] = resultRecords([{ ...trained, cost }, trained]);
  assert.equal(with_["training tokens"], 100 * trained.history.length);
  assert.deepEqual(
    ["sampling", "validation", "search", "teacher training", "teacher scoring"].map((part) =>
      with_[`${part} seconds`]
    ),
    [2, 4, 9, 30, 2],
  );
  assert.equal(with_["memory MB"], 2500);
  assert.deepEqual([without["search seconds"], without["memory MB"]], [null, null]);
});

Deno.test("a query of a run is a row with its values", () => {
  const records = queryRecords(results.slice(0, 2));
  assert.equal(records.length, 2 * results[0].queries.length);
  assert.equal(records[3].query, results[0].queries[3]);
  assert.equal(records[3]["RR@10"], results[0].measures["RR@10"][3]);
  assert.equal(records[3]["RR@10, reranked"], results[0].reranked[3]);
});

Deno.test("records are a DataFrame, CSV, LaTeX and Arrow columns", async () => {
  const records = resultRecords(results);
  const frame = await resultsFrame(results);
  assert.deepEqual(frame.shape, [records.length, Object.keys(records[0]).length]);
  assert.equal((await queriesFrame(results.slice(0, 1))).shape[0], results[0].queries.length);
  const lines = csv(records).split("\r\n");
  assert.equal(lines.length, records.length + 2);
  assert.ok(lines[0].startsWith("hash,source,collection,encoder,method"));
  assert.equal(latex(records).split("\n").length, records.length + 7);
  const columns = columnsOf(records);
  assert.ok(columns.steps instanceof Float64Array && Number.isNaN(columns.steps[0]));
  assert.ok(Array.isArray(columns.method));
});
