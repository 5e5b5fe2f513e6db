import assert from "node:assert/strict";
import { rankOrder } from "./rank_order.ts";

const ordered = (ids: string[], scores: number[]) => [...rankOrder(ids, scores)].map((i) => ids[i]);

Deno.test("passages are ordered by score, descending, whatever their order before", () => {
  assert.deepEqual(ordered(["a", "b", "c", "d"], [-1, 3, -Infinity, Infinity]), ["d", "b", "a", "c"]);
  assert.deepEqual(ordered(["a", "b", "c"], [3, 2, 1]), ["a", "b", "c"]);
  assert.deepEqual(ordered([], []), []);
});

Deno.test("ties are ordered by id, descending, in sorted and in unsorted rankings", () => {
  assert.deepEqual(ordered(["10", "9", "100", "a"], [1, 1, 1, 0]), ["9", "100", "10", "a"]);
  assert.deepEqual(ordered(["a", "10", "9", "100"], [0, 1, 1, 1]), ["9", "100", "10", "a"]);
  assert.deepEqual(ordered(["a", "b"], [0, -0]), ["b", "a"]);
  assert.deepEqual(ordered(["a", "b"], [Infinity, Infinity]), ["b", "a"]);
});

Deno.test("ids are compared by code points, as their bytes in UTF-8 are", () => {
  // UTF-16 would place the surrogates of U+1F600 before U+FF01.
  assert.deepEqual(ordered(["x\u{ff01}", "x\u{1f600}", "xé", "x"], [1, 1, 1, 1]), [
    "x\u{1f600}",
    "x\u{ff01}",
    "xé",
    "x",
  ]);
  assert.deepEqual(ordered(["\u{1f600}", "\u{1f601}"], [1, 1]), ["\u{1f601}", "\u{1f600}"]);
});
