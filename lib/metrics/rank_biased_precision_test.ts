import assert from "node:assert/strict";
import { rankBiasedPrecision } from "./rank_biased_precision.ts";

Deno.test("each rank weighs as much as readers come to it", () => {
  assert.equal(rankBiasedPrecision([1], { persistence: 0.75 }), 0.25);
  assert.equal(rankBiasedPrecision([0, 1], { persistence: 0.5 }), 0.25);
  assert.equal(rankBiasedPrecision([1, 1], { persistence: 0 }), 1);
  assert.equal(rankBiasedPrecision([]), 0);
});

Deno.test("a cut-off and the lowest relevant grade are kept", () => {
  assert.equal(rankBiasedPrecision([1, 1], { persistence: 0.5, cutoff: 1 }), 0.5);
  assert.equal(rankBiasedPrecision([1, 2], { persistence: 0.5, minGrade: 2 }), 0.25);
});
