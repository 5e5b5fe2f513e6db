import assert from "node:assert/strict";
import { histogram } from "./histogram.ts";

Deno.test("the width is round, and every value is counted once", () => {
  const { width, counts, centres, end } = histogram(Array.from({ length: 345 }, (_, i) => i));
  assert.deepEqual([width, end, centres[0]], [20, 360, 10]);
  assert.equal(counts.length, 18);
  assert.equal(counts.reduce((sum, count) => sum + count, 0), 345);
});

Deno.test("the last bin also holds what is far beyond", () => {
  const { width, counts } = histogram([...Array.from({ length: 200 }, (_, i) => i % 10), 100_000]);
  assert.deepEqual([width, counts.length], [1, 10]);
  assert.deepEqual([counts[0], counts[9]], [20, 21]);
});

Deno.test("equal values, one value and none have one bin each", () => {
  assert.deepEqual(histogram([0, 0]).counts, [2]);
  assert.deepEqual(histogram([]).counts, [0]);
  assert.equal(histogram([7]).counts.at(-1), 1);
});
