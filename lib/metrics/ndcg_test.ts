import assert from "node:assert/strict";
import { nDCG } from "./ndcg.ts";

Deno.test("nDCG of the ideal ranking is one", () => {
  assert.equal(nDCG([3, 2, 1, 0], [0, 1, 2, 3]), 1);
});

Deno.test("nDCG of an empty ranking, and of a query with nothing relevant, is zero", () => {
  assert.equal(nDCG([], [1, 2]), 0);
  assert.equal(nDCG([0, 0], [0, 0]), 0);
  assert.equal(nDCG([0, 0], []), 0);
});

Deno.test("nDCG takes the grade as gain and the logarithm of the rank plus one as discount", () => {
  const dcg = 3 + 2 / Math.log2(3) + 1 / Math.log2(5);
  const ideal = 3 + 3 / Math.log2(3) + 2 / 2 + 1 / Math.log2(5);
  assert.ok(Math.abs(nDCG([3, 2, 0, 1], [3, 3, 2, 1, 0]) - dcg / ideal) < 1e-15);
});

Deno.test("a cut-off cuts both the ranking and the ideal ranking", () => {
  assert.equal(nDCG([2, 0, 2], [2, 2, 2], { cutoff: 1 }), 1);
  assert.equal(nDCG([0, 2], [2], { cutoff: 1 }), 0);
});

Deno.test("exponential gain is two to the grade minus one", () => {
  const options = { gain: "exponential" } as const;
  const dcg = 7 / Math.log2(3), ideal = 7 + 1 / Math.log2(3);
  assert.ok(Math.abs(nDCG([0, 3], [3, 1], options) - dcg / ideal) < 1e-15);
  assert.throws(() => nDCG([1], [1001], options), { name: "UserError", message: /up to 1000 .* found 1001/ });
});
