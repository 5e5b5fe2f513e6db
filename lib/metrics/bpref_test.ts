import assert from "node:assert/strict";
import { bpref } from "./bpref.ts";

Deno.test("bpref is one where no passage judged not relevant is ranked above a relevant one", () => {
  assert.equal(bpref([-1, 1, -2, 1, 0], [1, 1, 0]), 1);
  assert.equal(bpref([1, 1], [1, 1]), 1);
});

Deno.test("bpref counts as many passages judged not relevant as there are relevant ones", () => {
  // R = 1, N = 3: the second and third above it add nothing.
  assert.equal(bpref([0, 0, 0, 1], [1, 0, 0, 0]), 0);
  // R = 2, N = 1: one above is all there is.
  assert.equal(bpref([1, 0, 1], [1, 1, 0]), 1 / 2);
});

Deno.test("bpref of an empty ranking, and of a query with nothing relevant, is zero", () => {
  assert.equal(bpref([], [1]), 0);
  assert.equal(bpref([0, 0], [0, 0]), 0);
});

Deno.test("grades below the lowest relevant one are judged not relevant", () => {
  assert.equal(bpref([1, 2], [2, 1, 0], { minGrade: 2 }), 0);
});
