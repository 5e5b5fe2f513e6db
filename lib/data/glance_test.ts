import assert from "node:assert/strict";
import type { Collection } from "../base/mod.ts";
import { glanceAt } from "./glance.ts";

const small: Collection = {
  name: "small",
  passages: {
    ids: ["p1", "p2", "p3", "p4"],
    texts: ["One answer of five words", "another", "  ANOTHER\n", ""],
  },
  queries: {
    ids: ["a", "b", "c", "d", "e"],
    texts: ["what is it", "What  is it", "and where", "why", "unsplit"],
  },
  qrels: new Map([
    ["a", new Map([["p1", 1], ["p2", 2], ["p4", 0]])],
    ["b", new Map([["p4", 1]])],
    ["c", new Map([["p3", 1]])],
    ["d", new Map([["p4", 1]])],
  ]),
  split: { train: Int32Array.of(0), dev: Int32Array.of(3), test: Int32Array.of(1, 2) },
};

Deno.test("lengths, relevant passages and judgements are counted by split", () => {
  const { passageLengths, splits, unit } = glanceAt(small);
  assert.equal(unit, "words");
  assert.deepEqual([...passageLengths], [5, 1, 1, 0]);
  assert.deepEqual(
    splits.map((
      { split, lengths, relevant, judgements },
    ) => [split, [...lengths], [...relevant], judgements]),
    [["train", [3], [2], 3], ["dev", [1], [1], 1], ["test", [3, 2], [1, 1], 2]],
  );
});

Deno.test("texts that differ in case and white space alone are the same", () => {
  const { repeatedPassages, splits } = glanceAt(small);
  assert.equal(repeatedPassages, 1);
  assert.deepEqual(splits.map(({ repeated }) => repeated), [0, 0, 0]);
  const all = { ...small.split, train: Int32Array.of(0, 1, 2) };
  assert.equal(glanceAt({ ...small, split: all }).splits[0].repeated, 1);
});

Deno.test("splits share a query by its text, and a passage by its text as by its id", () => {
  assert.deepEqual(glanceAt(small).overlaps, [
    // b asks what a asks; p3, relevant to c, has the text of p2, relevant to a
    { first: "train", second: "test", queries: 1, passages: 1 },
    { first: "train", second: "dev", queries: 0, passages: 0 },
    { first: "dev", second: "test", queries: 0, passages: 1 },
  ]);
});

Deno.test("a split without queries is left out, and another unit may count", () => {
  const split = { ...small.split, dev: new Int32Array(0) };
  const lengths = { unit: "letters", of: (texts: readonly string[]) => texts.map((text) => text.length) };
  const { splits, overlaps, passageLengths, unit } = glanceAt({ ...small, split }, { lengths });
  assert.deepEqual(splits.map((each) => each.split), ["train", "test"]);
  assert.deepEqual(overlaps.map(({ first, second }) => [first, second]), [["train", "test"]]);
  assert.deepEqual([unit, passageLengths[0]], ["letters", 24]);
});
