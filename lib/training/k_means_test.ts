import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { tf } from "../engine/mod.ts";
import { kMeans } from "./k_means.ts";

/** Rows of length 1 near one of some directions that are far from each other, in turns. */
function rowsAround(directions: number[][], count: number): Float32Array {
  const random = generator(5);
  return Float32Array.from(
    Array.from({ length: count }, (_, i) => {
      const row = directions[i % directions.length].map((value) => value + 0.05 * random.normal());
      const length = Math.hypot(...row);
      return row.map((value) => value / length);
    }).flat(),
  );
}
const DIRECTIONS = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [-1, 0, 0]];

Deno.test("rows around four directions are found as four clusters", () => {
  const before = tf.memory().numTensors;
  for (const seed of [1, 2, 3]) {
    const found = kMeans(rowsAround(DIRECTIONS, 80), { width: 3, clusters: 4, seed });
    for (let i = 0; i < 80; i++) assert.equal(found[i], found[i % 4]);
    assert.equal(new Set(found).size, 4);
  }
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("the same seed finds the same clusters", () => {
  const rows = rowsAround([[1, 0, 0], [0.8, 0.6, 0], [0.6, 0.8, 0]], 60);
  const options = { width: 3, clusters: 5, seed: 7 };
  assert.deepEqual(kMeans(rows, options), kMeans(rows, options));
});

Deno.test("no cluster is empty, even of equal rows", () => {
  const rows = Float32Array.from({ length: 12 }, (_, i) => i % 3 === 0 ? 1 : 0);
  const sizes = new Map<number, number>();
  for (const cluster of kMeans(rows, { width: 3, clusters: 3, seed: 1 })) {
    sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  }
  assert.deepEqual([...sizes.keys()].sort(), [0, 1, 2]);
});

Deno.test("more clusters than rows are refused", () => {
  const rows = rowsAround(DIRECTIONS, 4);
  for (const clusters of [0, 5, 1.5]) {
    assert.throws(() => kMeans(rows, { width: 3, clusters, seed: 1 }), {
      name: "UserError",
      message: `Expected from 1 to 4 clusters, the number of rows, but found ${clusters}.`,
    });
  }
});
