import assert from "node:assert/strict";
import { generator } from "../../base/mod.ts";
import { TopK } from "./topk.ts";

/** The k best by a sort of all. */
function sorted(scores: Float32Array, k: number): number[] {
  return Array.from(scores.keys()).sort((x, y) => scores[y] - scores[x] || x - y).slice(0, k);
}

Deno.test("the k best are the beginning of a sort of all, ties by lower position", () => {
  const random = generator(1);
  for (const levels of [3, 40, 1e6]) {
    for (const k of [0, 1, 2, 7, 100, 999, 1000, 2000]) {
      const scores = Float32Array.from({ length: 1000 }, () => Math.round(random.normal() * levels) / levels);
      const expected = sorted(scores, k);
      const inOrder = new TopK(k);
      for (let start = 0; start < 1000; start += 137) {
        inOrder.offerAll(scores.subarray(start, start + 137), start);
      }
      const anyOrder = new TopK(k);
      const order = Int32Array.from(scores.keys()).sort((x, y) => (x * 7919) % 1000 - (y * 7919) % 1000);
      anyOrder.offerSome(order.subarray(0, 500), scores);
      anyOrder.offerSome(order.subarray(500), scores);
      for (const { positions, scores: found } of [inOrder.drain(), anyOrder.drain()]) {
        assert.deepEqual([...positions], expected);
        // Minus zero becomes zero.
        assert.deepEqual([...found], expected.map((position) => scores[position] + 0));
      }
    }
  }
});

Deno.test("infinite scores and both zeros are in their places", () => {
  const best = new TopK(4);
  best.offerAll(Float32Array.of(-0, -Infinity, 0, -1e-45, Infinity, 1e-45), 10);
  assert.deepEqual([...best.drain().positions], [14, 15, 10, 12]);
});

Deno.test("the worst of the k best is known once there are k, and a drained one starts again", () => {
  const best = new TopK(2);
  best.offerAll(Float32Array.of(5), 0);
  assert.equal(best.worst(), -Infinity);
  best.offerAll(Float32Array.of(3, 4), 1);
  assert.equal(best.worst(), 4);
  best.drain();
  best.offerAll(Float32Array.of(1), 7);
  assert.deepEqual([...best.drain().positions], [7]);
});
