import assert from "node:assert/strict";
import { generator, UserError } from "../base/mod.ts";
import { tf } from "../engine/mod.ts";
import { denseSearch } from "./dense.ts";

const width = 8;

function randomVectors(count: number, seed: number): Float32Array {
  const random = generator(seed);
  return Float32Array.from({ length: count * width }, () => random.normal());
}

/** All inner products, sorted; equal ones by lower position. */
function naive(query: Float32Array, passages: Float32Array): [number, number][] {
  const scores = Array.from({ length: passages.length / width }, (_, position): [number, number] => {
    let sum = 0;
    for (let d = 0; d < width; d++) sum += query[d] * passages[position * width + d];
    return [position, sum];
  });
  return scores.sort((x, y) => y[1] - x[1] || x[0] - y[0]);
}

Deno.test("the k best are those of all inner products, whatever the blocks", () => {
  const queries = randomVectors(23, 1), passages = randomVectors(301, 2);
  for (const [passageBlock, queryBatch] of [[1000, 100], [64, 5], [3, 23], [300, 1]]) {
    const hits = denseSearch(queries, passages, { width, k: 7, passageBlock, queryBatch });
    assert.equal(hits.length, 23);
    for (let q = 0; q < 23; q++) {
      naive(queries.subarray(q * width, (q + 1) * width), passages).slice(0, 7).forEach(
        ([position, score], i) => {
          assert.equal(hits[q].positions[i], position);
          assert.ok(Math.abs(hits[q].scores[i] - score) < 1e-5);
        },
      );
    }
  }
});

Deno.test("equal scores are in the order of positions, within and across blocks", () => {
  // Integers: their sums are exact in any order.
  const vector = Float32Array.from({ length: width }, (_, i) => i - 3);
  const passages = new Float32Array(40 * width);
  for (let i = 0; i < 40; i++) passages.set(vector, i * width);
  for (const passageBlock of [40, 7, 3]) {
    const [{ positions }] = denseSearch(vector, passages, { width, k: 10, passageBlock });
    assert.deepEqual([...positions], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }
});

Deno.test("with fewer passages than k, all are returned", () => {
  const hits = denseSearch(randomVectors(2, 4), randomVectors(3, 5), { width, k: 10, passageBlock: 2 });
  assert.deepEqual(hits.map(({ positions }) => [...positions].sort()), [[0, 1, 2], [0, 1, 2]]);
});

Deno.test("no tensor is left behind", () => {
  const before = tf.memory().numTensors;
  denseSearch(randomVectors(9, 6), randomVectors(50, 7), { width, k: 3, passageBlock: 8, queryBatch: 4 });
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("an empty collection and a vector with NaN are one clear message each", () => {
  const query = randomVectors(1, 8);
  const before = tf.memory().numTensors;
  assert.throws(() => denseSearch(query, new Float32Array(0), { width, k: 3 }), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /Expected passages to search but found none/);
    return true;
  });
  const passages = randomVectors(3, 9);
  passages[width + 2] = NaN;
  assert.throws(() => denseSearch(query, passages, { width, k: 3 }), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /finite passage vectors but found NaN in vector 1/);
    return true;
  });
  assert.throws(
    () => denseSearch(query.subarray(1), passages, { width, k: 3 }),
    /query vectors of width 8 but found 7/,
  );
  assert.equal(tf.memory().numTensors, before);
});
