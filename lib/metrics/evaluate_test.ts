import assert from "node:assert/strict";
import type { Qrels, Run } from "../base/mod.ts";
import { evaluate } from "./evaluate.ts";

const qrels: Qrels = new Map([
  ["q1", new Map([["a", 1], ["b", 2]])],
  ["none", new Map([["a", 0]])],
  ["q2", new Map([["c", 1]])],
]);
const run: Run = new Map([
  ["q1", { ids: ["x", "a", "b"], scores: Float64Array.of(1, 3, 2) }],
  ["none", { ids: ["a"], scores: Float64Array.of(1) }],
  ["unjudged", { ids: ["a"], scores: Float64Array.of(1) }],
]);

Deno.test("a query missing from the run counts with zero, one missing from the qrels not at all", () => {
  const { queries, values, means } = evaluate(run, qrels);
  assert.deepEqual(queries, ["q1", "q2"]);
  assert.deepEqual(Object.keys(values), ["nDCG@10", "RR@10", "R@100"]);
  assert.deepEqual([...values["R@100"]], [1, 0]);
  assert.equal(means["R@100"], 0.5);
});

Deno.test("a query with nothing relevant is left out and named, or counts with zero on request", () => {
  const measures = ["RR"];
  assert.deepEqual(evaluate(run, qrels, { measures }).leftOut, ["none"]);
  const counted = evaluate(run, qrels, { measures, withoutRelevant: "zero" });
  assert.deepEqual(counted.queries, ["q1", "none", "q2"]);
  assert.deepEqual([...counted.values.RR], [1, 0, 0]);
  assert.deepEqual(counted.leftOut, []);
});

Deno.test("only the queries that are named count, in their order", () => {
  const { queries, values, leftOut } = evaluate(run, qrels, {
    queries: ["q2", "q1", "unknown"],
    measures: ["RR"],
  });
  assert.deepEqual(queries, ["q2", "q1"]);
  assert.deepEqual([...values.RR], [0, 1]);
  assert.deepEqual(leftOut, ["unknown"]);
});

Deno.test("qrels without a relevant passage are refused", () => {
  for (const empty of [new Map(), new Map([["none", qrels.get("none")!]])]) {
    assert.throws(() => evaluate(run, empty), {
      name: "UserError",
      message: /expected qrels with a relevant passage .* but found none in \d queries/,
    });
  }
});

Deno.test("a run for other queries is refused", () => {
  assert.throws(() => evaluate(new Map([["7", run.get("q1")!]]), qrels), {
    name: "UserError",
    message: /none of the run's 1 queries is among the 3 to evaluate\. Expected .* "q1", found "7"/,
  });
  assert.throws(() => evaluate(new Map(), qrels), /none of the run's 0 queries/);
});

Deno.test("a bad ranking is refused with its query", () => {
  const twice = new Map([["q1", { ids: ["a", "a"], scores: Float64Array.of(2, 1) }]]);
  assert.throws(() => evaluate(twice, qrels), {
    name: "UserError",
    message: "Evaluation, query q1: expected each passage once but found a twice.",
  });
});
