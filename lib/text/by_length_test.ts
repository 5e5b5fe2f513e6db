import assert from "node:assert/strict";
import { cutByLength, textsByLength } from "./by_length.ts";

const batch = { ids: new Int32Array(23), offsets: Int32Array.of(0, 7, 9, 18, 21, 23) };

Deno.test("texts of one length keep their order", () => {
  assert.deepEqual([...textsByLength(batch)], [1, 4, 3, 0, 2]);
});

Deno.test("parts have each text once, shortest first, and at most the allowed tokens", () => {
  const parts = (tokens: number) => cutByLength(batch, tokens).map((part) => [...part]);
  assert.deepEqual(parts(7), [[1, 4, 3], [0], [2]]);
  assert.deepEqual(parts(1), [[1], [4], [3], [0], [2]]);
  assert.deepEqual(parts(23), [[1, 4, 3, 0, 2]]);
});

Deno.test("a batch without texts has no parts", () => {
  assert.deepEqual(cutByLength({ ids: new Int32Array(0), offsets: Int32Array.of(0) }, 10), []);
});
