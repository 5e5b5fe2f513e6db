import assert from "node:assert/strict";
import { recall } from "./recall.ts";

Deno.test("recall is the share of the relevant passages above the cut-off", () => {
  assert.equal(recall([1, 0, 2], [1, 2, 1, 3, 0]), 1 / 2);
  assert.equal(recall([1, 0, 2], [1, 2, 1, 3, 0], { cutoff: 2 }), 1 / 4);
});

Deno.test("recall of an empty ranking, and of a query with nothing relevant, is zero", () => {
  assert.equal(recall([], [1]), 0);
  assert.equal(recall([0], [0]), 0);
});

Deno.test("recall counts from the lowest relevant grade on", () => {
  assert.equal(recall([1, 0, 2], [1, 2, 1, 3, 0], { minGrade: 2 }), 1 / 2);
});
