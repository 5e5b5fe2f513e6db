import assert from "node:assert/strict";
import { compareResults, means } from "./compare.ts";
import { plan } from "./grids.ts";
import { fakeResult } from "../runs/results_for_tests.ts";
import { comparisonTable } from "../report/comparison_table.ts";

const [bm25, untrained, softmax, adaptive] = plan("laptop");

/** The same result with every measure of every query moved. */
function moved(config: typeof bm25, by: number) {
  const result = fakeResult(config);
  const measures = Object.entries(result.measures).map(([name, values]) => [name, values.map((v) => v + by)]);
  return fakeResult(config, { measures: Object.fromEntries(measures) });
}

Deno.test("a difference within the tolerance is OK and one beyond it DIFFERS, by kind of run", () => {
  const ours = [bm25, untrained, softmax, adaptive].map((config) =>
    fakeResult(config, { source: "committed" })
  );
  const verdicts = (by: number) =>
    compareResults(ours, [bm25, untrained, softmax].map((config) => moved(config, by))).map((row) =>
      row.verdict
    );
  assert.deepEqual(verdicts(0), ["OK", "OK", "OK", "only ours"]);
  assert.deepEqual(verdicts(1e-4), ["DIFFERS", "OK", "OK", "only ours"]);
  assert.deepEqual(verdicts(-0.015), ["DIFFERS", "DIFFERS", "OK", "only ours"]);
  assert.deepEqual(verdicts(0.025), ["DIFFERS", "DIFFERS", "DIFFERS", "only ours"]);
});

Deno.test("a higher score beyond the tolerance is a difference like a lower one", () => {
  const [row] = compareResults([fakeResult(softmax)], [moved(softmax, 0.3)]);
  assert.equal(row.verdict, "DIFFERS");
  assert.ok(Math.abs(row.difference! - 0.3) < 1e-12);
});

Deno.test("runs from other weights are not held against each other", () => {
  const ours = fakeResult(softmax, { weights: "00" });
  assert.equal(compareResults([ours], [fakeResult(softmax, { weights: "11" })])[0].verdict, "other weights");
});

Deno.test("the table has both means of each run and closes with the count", () => {
  const rows = compareResults([fakeResult(bm25), fakeResult(softmax)], [
    fakeResult(bm25),
    moved(softmax, 0.3),
  ]);
  const text = comparisonTable(rows);
  const [ours, yours] = [means(fakeResult(softmax))["RR@10"], means(moved(softmax, 0.3))["RR@10"]];
  const line = text.split("\n").find((line) => line.includes("minilm, in-batch softmax"))!;
  assert.ok(
    line.includes(ours.toFixed(4)) && line.includes(yours.toFixed(4)) && line.includes("DIFFERS"),
    line,
  );
  assert.match(text, /1 of 2 runs agree within their tolerance\.\nBeyond it: minilm, in-batch softmax\./);
});

Deno.test("without a run on both sides the table says so", () => {
  assert.match(comparisonTable(compareResults([], [fakeResult(bm25)])), /No run is stored on both sides/);
});
