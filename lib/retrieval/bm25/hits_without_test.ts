import assert from "node:assert/strict";
import { hitsWithout } from "./hits_without.ts";

Deno.test("results without a passage are as many as wanted, in their order", () => {
  const hits = { positions: Int32Array.of(5, 2, 7, 1), scores: Float32Array.of(4, 3, 2, 1) };
  const kept = (position: number, k: number) => [...hitsWithout(hits, position, k).positions];
  assert.deepEqual(kept(2, 3), [5, 7, 1]);
  assert.deepEqual(kept(5, 2), [2, 7]);
  assert.deepEqual(kept(1, 3), [5, 2, 7]);
  assert.deepEqual(kept(9, 3), [5, 2, 7]);
  assert.deepEqual(kept(-1, 9), [5, 2, 7, 1]);
});
