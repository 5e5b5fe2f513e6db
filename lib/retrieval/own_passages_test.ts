import assert from "node:assert/strict";
import { bm25Run } from "./bm25/bm25_run.ts";
import { buildBM25 } from "./bm25/mod.ts";
import { ownPassages } from "./own_passages.ts";

const passages = {
  ids: ["a", "b", "1", "c"],
  texts: ["cats are good pets", "cats are bad pets", "good pets", "Pets cats  eat\nfish"],
  titleLengths: [0, 0, 0, 5],
};

Deno.test("a query's own passage has its id and its text, whatever the title and the white space", () => {
  const queries = { ids: ["1", "c", "a"], texts: ["pets", "cats eat fish ", "cats are good pets"] };
  // Passage 1 shares the id, and ends with the query's text.
  assert.deepEqual([...ownPassages(queries, passages)], [-1, 3, 0]);
});

Deno.test("a run of BM25 leaves a query's own passage out unless it is to be kept", () => {
  const queries = { ids: ["a"], texts: ["cats are good pets"] };
  const told: number[] = [];
  const found = (k: number, keepSelf?: boolean) =>
    bm25Run(buildBM25(passages.texts), {
      passages,
      queries,
      k,
      keepSelf,
      onOwnPassages: (count) => told.push(count),
    }).get("a")!.ids;
  assert.deepEqual(found(2), ["b", "1"]);
  assert.deepEqual(found(1, true), ["a"]);
  assert.deepEqual(told, [1]);
});
