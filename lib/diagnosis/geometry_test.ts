import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { alignment, cosines, effectiveRank, uniformity, type Vectors } from "./geometry.ts";

const vectors = (...rows: number[][]): Vectors => ({
  values: Float32Array.from(rows.flat()),
  width: rows[0].length,
});
const close = (a: number, b: number, by = 1e-6) => assert.ok(Math.abs(a - b) < by, `${a} and ${b}`);

Deno.test("cosines and alignment are row by row", () => {
  const a = vectors([1, 0], [0, 1], [0.6, 0.8]), b = vectors([1, 0], [1, 0], [0.8, 0.6]);
  assert.deepEqual([...cosines(a, b)].map((each) => each.toFixed(3)), ["1.000", "0.000", "0.960"]);
  close(alignment(a, b), (0 + 2 + 0.08) / 3);
});

Deno.test("uniformity is 0 for one place, and the mean over pairs otherwise", () => {
  close(uniformity(vectors([1, 0], [1, 0], [1, 0])), 0);
  close(uniformity(vectors([1, 0], [-1, 0])), -8);
  close(uniformity(vectors([1, 0], [0, 1], [1, 0])), Math.log((2 * Math.exp(-4) + 1) / 3));
  assert.throws(() => uniformity(vectors([1, 0])), /at least two rows but found 1/);
});

Deno.test("the effective rank counts directions, whether there are more rows or columns", () => {
  close(effectiveRank(vectors([1, 0, 0], [-1, 0, 0])), 1);
  close(effectiveRank(vectors([1, 0], [-1, 0], [0, 1], [0, -1])), 2);
  close(effectiveRank(vectors([1, 0, 0, 0, 0], [-1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, -1, 0, 0, 0])), 2);
  const random = generator(1);
  const many = vectors(
    ...Array.from({ length: 4000 }, () => Array.from({ length: 8 }, () => random.normal())),
  );
  close(effectiveRank(many), 8, 0.1);
  assert.throws(() => effectiveRank(vectors([1, 0], [1, 0])), /rows that differ/);
});
