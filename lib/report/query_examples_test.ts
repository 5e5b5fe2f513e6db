import assert from "node:assert/strict";
import type { Collection } from "../base/mod.ts";
import type { RunResult } from "../runs/mod.ts";
import { smokeConfigs } from "../runs/configs_for_tests.ts";
import { fakeResult } from "../runs/results_for_tests.ts";
import { queryDifferences, queryExamples } from "./query_examples.ts";

const collection: Collection = {
  name: "small",
  passages: { ids: ["p0", "p1", "p2"], texts: ["zero", "one <b>two</b> three", "three"] },
  queries: { ids: ["a", "b", "c"], texts: ["what is a", "what\nis b", "what is c"] },
  qrels: new Map([
    ["a", new Map([["p0", 1]])],
    ["b", new Map([["p2", 1], ["p1", 2]])],
    ["c", new Map([["p2", 1]])],
  ]),
  split: { train: new Int32Array(0), dev: new Int32Array(0), test: Int32Array.of(0, 1, 2) },
};

function result(values: number[], rankings: number[][]): RunResult {
  const positions = new Int32Array(10 * rankings.length).fill(-1);
  rankings.forEach((ranking, query) => positions.set(ranking, 10 * query));
  return fakeResult(smokeConfigs[0], {
    queries: ["a", "b", "c"],
    measures: { "nDCG@10": Float64Array.from(values) },
    top10: { positions, scores: new Float32Array(positions.length) },
  });
}
const before = result([0.5, 0, 1], [[1, 0], [0], [2]]);
const after = result([0.5, 0.75, 0.25], [[1, 0], [1, 0], [0, 1, 2]]);

Deno.test("differences are by query, in the order of the runs", () => {
  const { differences, queries, measure } = queryDifferences(after, before);
  assert.deepEqual([Array.from(differences), queries, measure], [
    [0, 0.75, -0.75],
    ["a", "b", "c"],
    "nDCG@10",
  ]);
  const fewer = { ...before, queries: ["a", "b"] };
  assert.throws(() => queryDifferences(after, fewer), /the same test queries but found 3 .* and 2/);
});

Deno.test("the largest gain comes first, the largest loss last, each query once", () => {
  const rows = queryExamples(after, before, collection, { letters: 12 });
  assert.deepEqual(rows.map((row) => Object.values(row)), [
    // p1 has the higher grade, though it is judged second
    [0.75, "what is b", "one <b>two<…", "> 10", "1", "the relevant one"],
    [0, "what is a", "zero", "2", "2", "one <b>two<…"],
    [-0.75, "what is c", "three", "1", "3", "zero"],
  ]);
  const [gain, loss] = queryExamples(after, before, collection, { most: 1 });
  assert.deepEqual([gain.query, loss.query], ["what is b", "what is c"]);
});
