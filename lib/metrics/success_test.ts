import assert from "node:assert/strict";
import { success } from "./success.ts";

Deno.test("success is one where a relevant passage is above the cut-off, else zero", () => {
  assert.equal(success([0, 2], { cutoff: 2 }), 1);
  assert.equal(success([0, 2], { cutoff: 1 }), 0);
  assert.equal(success([0, 1], { minGrade: 2 }), 0);
  assert.equal(success([]), 0);
});
