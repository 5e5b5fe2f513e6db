import assert from "node:assert/strict";
import { holm } from "./holm.ts";

Deno.test("adjusted p-values are those of Holm's procedure, in the order of the tests", () => {
  // Ascending: 5 x 0.01, 4 x 0.02, 3 x 0.03; then 2 x 0.04 and 1 x 0.05 are below the one before them.
  const found = holm([0.05, 0.03, 0.01, 0.04, 0.02]);
  [0.09, 0.09, 0.05, 0.09, 0.08].forEach((p, i) => assert.ok(Math.abs(found[i] - p) < 1e-12, `${found}`));
});

Deno.test("adjusted p-values do not exceed one, and no tests give no values", () => {
  assert.deepEqual(holm([0.9, 0.6]), [1, 1]);
  assert.deepEqual(holm([]), []);
});

Deno.test("a p-value outside of 0 to 1 is refused", () => {
  assert.throws(() => holm([0.5, 1.5]), { name: "UserError", message: /in \[0, 1\] but found 1\.5/ });
  assert.throws(() => holm([NaN]), /found NaN/);
});
