import assert from "node:assert/strict";
import { bonferroni } from "./bonferroni.ts";

Deno.test("each p-value is multiplied by the number of tests, up to one", () => {
  assert.deepEqual(bonferroni([0.125, 0.5, 0]), [0.375, 1, 0]);
  assert.deepEqual(bonferroni([]), []);
});

Deno.test("a p-value outside of 0 to 1 is refused", () => {
  assert.throws(() => bonferroni([-1]), { name: "UserError", message: /Bonferroni: .* but found -1/ });
  assert.throws(() => bonferroni([NaN]), /found NaN/);
});
