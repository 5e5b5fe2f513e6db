import assert from "node:assert/strict";
import { rPrecision } from "./r_precision.ts";

Deno.test("R-precision looks at as many ranks as there are relevant passages", () => {
  assert.equal(rPrecision([1, 0, 0, 1], [1, 2, 1, 0]), 1 / 3);
  assert.equal(rPrecision([1], [1, 2, 1, 0]), 1 / 3);
  assert.equal(rPrecision([1, 2], [1, 2], { minGrade: 2 }), 0);
});

Deno.test("R-precision of an empty ranking, and of a query with nothing relevant, is zero", () => {
  assert.equal(rPrecision([], [1]), 0);
  assert.equal(rPrecision([0], [0]), 0);
});
