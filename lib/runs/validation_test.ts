import assert from "node:assert/strict";
import type { Collection } from "../base/mod.ts";
import { officialCandidates } from "./official_candidates.ts";
import type { SearchSet } from "./search_set.ts";
import { validationOf } from "./validation.ts";

const collection: Collection = {
  name: "four",
  passages: { ids: ["a", "b", "c", "d"], texts: ["one", "two", "three", "four"] },
  queries: { ids: ["q1", "q2", "q3"], texts: ["first", "second", "third"] },
  qrels: new Map([["q1", new Map([["b", 2], ["d", 3]])], ["q2", new Map([["a", 1]])], [
    "q3",
    new Map([["c", 1]]),
  ]]),
  split: { train: Int32Array.of(0), dev: Int32Array.of(1, 0), test: Int32Array.of(2) },
};
const given = new Map([["q1", ["c", "b"]], ["q3", ["a"]]]);
const dev = { collection, queries: collection.split.dev } as SearchSet;
const data = {
  dev,
  candidates: { dev: [{ positions: Int32Array.of(1), scores: Float32Array.of(1) }], test: [] },
  official: () => Promise.resolve(officialCandidates(collection, given)),
};

Deno.test("official candidates are those of dev queries, and only their judgements count", () => {
  const { set, hits } = officialCandidates(collection, given);
  assert.deepEqual(set.collection.queries, { ids: ["q1"], texts: ["first"] });
  assert.deepEqual(set.collection.passages, { ids: ["b", "c"], texts: ["two", "three"] });
  assert.deepEqual(set.qrels, new Map([["q1", new Map([["b", 2]])]]));
  assert.deepEqual([...set.wholePositions], [1, 2]);
  assert.deepEqual([...hits[0].positions], [1, 0], "in the order in which they were handed out");
});

Deno.test("a candidate that the collection lacks, and no candidates at all, are refused", () => {
  assert.throws(
    () => officialCandidates(collection, new Map([["q1", ["z"]]])),
    /passage "z", a candidate of query "q1", in four but did not find it/,
  );
  assert.throws(
    () => officialCandidates(collection, new Map([["q3", ["a"]]])),
    /candidates of the dev queries of four/,
  );
});

Deno.test("a search is as deep as its measures; candidates are BM25's or the official ones", async () => {
  const search = await validationOf({}, data, 100);
  assert.deepEqual([search.set, search.candidates, search.depth], [dev, undefined, 10]);
  assert.deepEqual(search.measures, ["nDCG@10", "RR@10"]);
  const deeper = await validationOf({ keepBest: { measure: "R@100" } }, data, 100);
  assert.deepEqual([deeper.depth, deeper.measures.at(-1)], [100, "R@100"]);
  const reranking = await validationOf({ validateBy: "reranking" }, data, 100);
  assert.equal(reranking.candidates, data.candidates.dev);
  const official = await validationOf(
    { validateBy: "official", keepBest: { measure: "nDCG@10" } },
    data,
    100,
  );
  assert.deepEqual(official.set.collection.queries.ids, ["q1"]);
  for (const k of [10, 50, 100, 1000]) {
    for (const measure of ["nDCG", "Success(rel=2)", "R(rel=2)"]) {
      assert.ok(official.measures.includes(`${measure}@${k}`));
    }
  }
  assert.equal(new Set(official.measures).size, official.measures.length);
});
