import assert from "node:assert/strict";
import { precision } from "./precision.ts";

Deno.test("precision divides by the cut-off, even where fewer passages are found", () => {
  assert.equal(precision([1, 0, 1, 1], { cutoff: 2 }), 1 / 2);
  assert.equal(precision([1, 1], { cutoff: 4 }), 1 / 2);
  assert.equal(precision([], { cutoff: 5 }), 0);
});

Deno.test("precision counts from the lowest relevant grade on", () => {
  assert.equal(precision([1, 2, -1], { cutoff: 3, minGrade: 2 }), 1 / 3);
});
