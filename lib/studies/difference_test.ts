import assert from "node:assert/strict";
import { minilmConfigs } from "../runs/configs_for_tests.ts";
import { fakeResult } from "../runs/results_for_tests.ts";
import { differenceOf } from "./difference.ts";
import { estimate } from "./estimate.ts";

const results = minilmConfigs.map((config) => fakeResult(config));

Deno.test("a run does not differ from itself", () => {
  const { difference, p, verdict } = differenceOf(results[0], results[0]);
  assert.deepEqual({ difference, p, verdict }, { difference: 0, p: 1, verdict: "no significant difference" });
});

Deno.test("runs over other queries are not compared", () => {
  const other = { ...results[0], queries: results[0].queries.map((id) => `${id}x`) };
  assert.throws(() => differenceOf(results[0], other), /same test queries/);
});

Deno.test("a measure that was not stored is named", () => {
  const bare = { ...results[0], measures: {} };
  assert.throws(() => estimate(bare, "nDCG@10"), /measure nDCG@10 of "minilm, untrained"/);
});
