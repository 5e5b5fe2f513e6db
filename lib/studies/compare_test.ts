import assert from "node:assert/strict";
import { compareResults } from "./compare.ts";
import { bm25Config as bm25, minilmConfigs } from "../runs/configs_for_tests.ts";
import { fakeResult } from "../runs/results_for_tests.ts";

const [untrained, softmax, adaptive] = minilmConfigs;

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

Deno.test("runs from other weights are not compared", () => {
  const ours = fakeResult(softmax, { weights: "00" });
  assert.equal(compareResults([ours], [fakeResult(softmax, { weights: "11" })])[0].verdict, "other weights");
});
