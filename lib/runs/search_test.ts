import assert from "node:assert/strict";
import type { Collection } from "../base/mod.ts";
import { nearest, rerank, searchWords } from "./search.ts";

const collection: Collection = {
  name: "arguments",
  passages: { ids: ["a", "b", "c"], texts: ["cats are good pets", "cats are bad pets", "good pets"] },
  queries: { ids: ["c", "a"], texts: ["pets", "cats are good pets"] },
  qrels: new Map([["a", new Map([["b", 1]])]]),
  split: { train: Int32Array.of(), dev: Int32Array.of(), test: Int32Array.of(0, 1) },
};
const set = {
  collection,
  queries: Int32Array.of(0, 1),
  qrels: collection.qrels,
  wholePositions: Int32Array.of(0, 1, 2),
};

Deno.test("no search of a run finds the passage that is the query itself", async () => {
  const words = await searchWords(set, { k1: 0.9, b: 0.4, depth: 2 });
  assert.deepEqual([...words[1].positions], [1, 2]);
  assert.equal(words[0].positions.length, 2);
  const vectors = {
    queries: Float32Array.of(1, 0, 1, 0),
    passages: Float32Array.of(1, 0, 0.9, 0.1, 0.8, 0.2),
    width: 2,
    own: Int32Array.of(-1, 0),
  };
  const positions = (hits: readonly { positions: Int32Array }[]) =>
    hits.map(({ positions }) => [...positions]);
  assert.deepEqual(positions(nearest(vectors, 2)), [[0, 1], [1, 2]]);
  assert.deepEqual(positions(rerank(vectors, nearest({ ...vectors, own: Int32Array.of(-1, -1) }, 3))), [
    [0, 1, 2],
    [1, 2],
  ]);
});
