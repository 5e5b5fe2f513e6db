import assert from "node:assert/strict";
import { generator } from "../../base/mod.ts";
import { coordinatesOf } from "./coordinates.ts";

Deno.test("inner products are kept, of more and of fewer vectors than dimensions", () => {
  for (const [count, width] of [[5, 40], [12, 4], [3, 3]]) {
    const random = generator(count);
    const vectors = Array.from({ length: count }, () => Array.from({ length: width }, () => random.normal()));
    const found = coordinatesOf(vectors);
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        assert.ok(Math.abs(dot(found[i], found[j]) - dot(vectors[i], vectors[j])) < 1e-9);
      }
    }
  }
});
