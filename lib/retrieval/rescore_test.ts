import assert from "node:assert/strict";
import { rescore } from "./rescore.ts";

Deno.test("candidates are sorted by score, equal ones by position, and no other passage is added", () => {
  const passages = Float32Array.of(3, 0, 1, 1, 0, 2, 1, 1, 5, 5);
  const { positions, scores } = rescore(Float32Array.of(1, 2), passages, Int32Array.of(3, 0, 2, 1));
  assert.deepEqual([...positions], [2, 0, 1, 3]);
  assert.deepEqual([...scores], [4, 3, 3, 3]);
});

Deno.test("no candidates give no results", () => {
  assert.equal(rescore(Float32Array.of(1), Float32Array.of(1), new Int32Array(0)).positions.length, 0);
});
