import assert from "node:assert/strict";
import { averagePrecision } from "./average_precision.ts";

Deno.test("average precision of the ideal ranking is one", () => {
  assert.equal(averagePrecision([2, 1, 0], [2, 1, 0]), 1);
});

Deno.test("average precision counts relevant passages that are not found with zero", () => {
  assert.equal(averagePrecision([0, 1], [1, 1]), (1 / 2) / 2);
  assert.equal(averagePrecision([], [1]), 0);
  assert.equal(averagePrecision([0], [0]), 0);
});

Deno.test("a cut-off cuts the ranking and not the number of relevant passages", () => {
  assert.equal(averagePrecision([1, 1, 1], [1, 1, 1], { cutoff: 2 }), 2 / 3);
});

Deno.test("average precision counts from the lowest relevant grade on", () => {
  assert.equal(averagePrecision([1, 2], [1, 2, 2], { minGrade: 2 }), (1 / 2) / 2);
});
