import assert from "node:assert/strict";
import { small } from "../../retrieval/collection_for_tests.ts";
import { completeSplits } from "./splits.ts";

const of = (train: number, dev: number, test: number) => ({
  ...small,
  split: {
    train: Int32Array.from({ length: train }, (_, i) => i),
    dev: Int32Array.from({ length: dev }, (_, i) => 100 + i),
    test: Int32Array.from({ length: test }, (_, i) => 200 + i),
  },
});

Deno.test("a collection with all splits keeps them", () => {
  const collection = of(5, 2, 2);
  assert.deepEqual(completeSplits(collection, 1), { split: collection.split, notes: [] });
});

Deno.test("queries that are put aside are no longer trained on, and it is said", () => {
  const { split, notes } = completeSplits(of(40, 0, 0), 1);
  assert.equal(split.test.length, 4);
  assert.equal(split.dev.length, 4);
  assert.deepEqual(
    [...split.train, ...split.dev, ...split.test].sort((a, b) => a - b),
    Array.from({ length: 40 }, (_, i) => i),
  );
  assert.deepEqual(notes, [
    "There is no test split: 4 of the train queries are put aside for it.",
    "There is no dev split: 4 of the train queries are put aside for it.",
  ]);
  assert.deepEqual(completeSplits(of(40, 0, 0), 1).split, split);
  assert.notDeepEqual(completeSplits(of(40, 0, 0), 2).split, split);
});

Deno.test("too few train queries are refused", () => {
  assert.throws(() => completeSplits(of(1, 1, 1), 1), /at least two train queries .* found 1/);
  assert.throws(() => completeSplits(of(2, 0, 0), 1), /at least two train queries/);
});
