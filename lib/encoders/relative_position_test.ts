import assert from "node:assert/strict";
import { relativeBucket } from "./relative_position.ts";

// From transformers 5.23's MPNetEncoder.relative_position_bucket over -600 … 600: each distance at which the
// bucket changes, with the new bucket.
// deno-fmt-ignore
const CHANGES = [
  [-600, 15], [-90, 14], [-63, 13], [-45, 12], [-31, 11], [-22, 10], [-15, 9], [-11, 8], [-7, 7], [-6, 6], [-5, 5],
  [-4, 4], [-3, 3], [-2, 2], [-1, 1], [0, 0], [1, 17], [2, 18], [3, 19], [4, 20], [5, 21], [6, 22], [7, 23], [8, 24],
  [12, 25], [16, 26], [23, 27], [32, 28], [46, 29], [64, 30], [91, 31],
];

Deno.test("relative positions fall into the buckets of transformers' MPNet", () => {
  const found: number[][] = [];
  for (let distance = -600; distance <= 600; distance++) {
    const bucket = relativeBucket(distance);
    if (bucket !== found.at(-1)?.[1]) found.push([distance, bucket]);
  }
  assert.deepEqual(found, CHANGES);
});
