import assert from "node:assert/strict";
import { mean } from "./mean.ts";

Deno.test("the mean of nothing is refused", () => {
  assert.equal(mean([1, 2, 6]), 3);
  assert.throws(() => mean([]), { name: "UserError", message: /at least one value but found none/ });
});
