import assert from "node:assert/strict";
import type { Qrels, Run } from "../base/mod.ts";
import { evaluate, evaluator } from "./evaluate.ts";

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

Deno.test("a query missing from the run is left out on request, as trec_eval does by default", () => {
  const options = { measures: ["RR"], missing: "leave out", withoutRelevant: "zero" } as const;
  const { queries, means, leftOut } = evaluate(run, qrels, options);
  assert.deepEqual(queries, ["q1", "none"]);
  assert.equal(means.RR, 1 / 2);
  assert.deepEqual(leftOut, ["q2"]);
});

Deno.test("a run that answers only queries with nothing relevant is refused when the others are left out", () => {
  const useless = new Map([["none", run.get("none")!]]);
  assert.throws(() => evaluate(useless, qrels, { missing: "leave out" }), {
    name: "UserError",
    message: /the run answers none of the 2 queries that have a relevant passage/,
  });
});

Deno.test("an evaluator gives for each run what evaluate gives", () => {
  const evaluateRun = evaluator(qrels);
  const other = new Map([["q2", { ids: ["c"], scores: Float64Array.of(1) }]]);
  for (const each of [run, other]) assert.deepEqual(evaluateRun(each), evaluate(each, qrels));
});

Deno.test("MS MARCO's RR takes the order of the run, RR that of the scores and ids", () => {
  const tied = new Map([["q1", { ids: ["a", "x", "y"], scores: Float64Array.of(1, 1, 1) }]]);
  const { values } = evaluate(tied, qrels, { measures: ["MSMARCO_RR@10", "RR@10"], queries: ["q1"] });
  assert.deepEqual([...values["MSMARCO_RR@10"]], [1]);
  assert.deepEqual([...values["RR@10"]], [1 / 3]);
});

Deno.test("an error of a measure names the query", () => {
  const graded = new Map([["q", new Map([["a", 7]])]]);
  const found = new Map([["q", { ids: ["a"], scores: Float64Array.of(1) }]]);
  assert.throws(() => evaluate(found, graded, { measures: ["ERR@10"] }), {
    name: "UserError",
    message: /query q: ERR: expected grades up to 4 but found 7; ERR\(max_rel=7\) has a longer scale/,
  });
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
      message: /expected qrels with a relevant passage .* but found none in \d (query|queries)/,
    });
  }
});

Deno.test("a run for other queries is refused", () => {
  assert.throws(() => evaluate(new Map([["7", run.get("q1")!]]), qrels), {
    name: "UserError",
    message: /none of the run's 1 query is among the 3 to evaluate\. Expected .* "q1", found "7"/,
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
