import assert from "node:assert/strict";
import { bm25Config as bm25, minilmConfigs } from "../runs/configs_for_tests.ts";
import { fakeResult } from "../runs/results_for_tests.ts";
import { compareResults, means } from "../studies/mod.ts";
import { comparisonTable } from "./comparison_table.ts";

const [, softmax] = minilmConfigs;

/** in-batch softmax, with a higher RR@10. */
const better = fakeResult(softmax, { lift: 0.3 });

Deno.test("the table has both means of each run and closes with the count", () => {
  const rows = compareResults([fakeResult(bm25), fakeResult(softmax)], [
    fakeResult(bm25),
    better,
  ]);
  const text = comparisonTable(rows);
  const [ours, yours] = [means(fakeResult(softmax))["RR@10"], means(better)["RR@10"]];
  const line = text.split("\n").find((line) => line.includes("minilm, in-batch softmax"))!;
  assert.ok(
    line.includes(ours.toFixed(4)) && line.includes(yours.toFixed(4)) && line.includes("DIFFERS"),
    line,
  );
  assert.match(
    text,
    /1 of 2 runs agree within their tolerance\.\nBeyond it: minilm, in-batch softmax, seed 166613\./,
  );
});

Deno.test("without a run on both sides the table says so", () => {
  assert.match(comparisonTable(compareResults([], [fakeResult(bm25)])), /No run is stored on both sides/);
  assert.equal(comparisonTable([]), "No run is stored on both sides.\n");
});

Deno.test("runs that differ in their batch size have names that say it", () => {
  const sizes = [16, 32, 64].map((batchSize) =>
    fakeResult({ ...softmax, training: { ...softmax.training!, batchSize } })
  );
  assert.deepEqual(
    compareResults([], sizes).map(({ run }) => run),
    [16, 32, 64].map((size) => `minilm, in-batch softmax, batch size ${size}, seed 166613`),
  );
});
