import assert from "node:assert/strict";
import { reciprocalRank } from "./reciprocal_rank.ts";

Deno.test("reciprocal rank counts from one to the first relevant passage", () => {
  assert.equal(reciprocalRank([1, 1]), 1);
  assert.equal(reciprocalRank([0, 0, 0, 3]), 1 / 4);
});

Deno.test("reciprocal rank is zero where nothing relevant is above the cut-off", () => {
  assert.equal(reciprocalRank([]), 0);
  assert.equal(reciprocalRank([0, 0, 1], { cutoff: 2 }), 0);
  assert.equal(reciprocalRank([0, 0, 1], { cutoff: 3 }), 1 / 3);
});

Deno.test("reciprocal rank ignores grades that are too low", () => {
  assert.equal(reciprocalRank([1, 2], { minGrade: 2 }), 1 / 2);
});
