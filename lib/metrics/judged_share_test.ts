import assert from "node:assert/strict";
import { judgedShare } from "./judged_share.ts";

Deno.test("grade zero is a judgement, being pooled is not", () => {
  assert.equal(judgedShare([0, -1, -2, 1]), 1 / 2);
});

Deno.test("a short ranking is measured by its own length", () => {
  assert.equal(judgedShare([1, -1], { cutoff: 10 }), 1 / 2);
  assert.equal(judgedShare([1, -1], { cutoff: 1 }), 1);
  assert.equal(judgedShare([], { cutoff: 10 }), 0);
});
