import assert from "node:assert/strict";
import { topicSampler } from "./topic_sampler.ts";

// 60 queries of four triples each; clusters of 30, 20 and 10 queries.
const queries = Int32Array.from({ length: 240 }, (_, triple) => Math.floor(triple / 4));
const clusterOf = new Map(
  Array.from({ length: 60 }, (_, query) => [query, query < 30 ? 0 : query < 50 ? 1 : 2]),
);
const options = { queries, clusterOf, batchSize: 8, seed: 3 };

Deno.test("the triples of a batch are of different queries of one cluster", () => {
  const pick = topicSampler(options);
  for (let step = 0; step < 50; step++) {
    const batch = [...pick(step)].map((triple) => queries[triple]);
    assert.equal(new Set(batch).size, 8);
    assert.equal(new Set(batch.map((query) => clusterOf.get(query))).size, 1);
  }
});

Deno.test("every query is about as probable as any other", () => {
  const pick = topicSampler(options);
  const counts = new Int32Array(60);
  for (let step = 0; step < 3000; step++) for (const triple of pick(step)) counts[queries[triple]]++;
  // 400 times each on average; the third cluster's queries come together, in few batches.
  assert.ok(counts.every((count) => count > 300 && count < 500), `${counts}`);
});

Deno.test("where a cluster is too small, another one fills the batch", () => {
  const pick = topicSampler({ ...options, batchSize: 25 });
  for (let step = 0; step < 30; step++) {
    const batch = [...pick(step)].map((triple) => queries[triple]);
    assert.equal(new Set(batch).size, 25);
    assert.ok(new Set(batch.map((query) => clusterOf.get(query))).size <= 3);
  }
});

Deno.test("a step's batch depends only on the seed and the step", () => {
  const seventh = topicSampler(options)(7);
  const other = topicSampler(options);
  for (let step = 0; step < 7; step++) other(step);
  assert.deepEqual(other(7), seventh);
  assert.notDeepEqual(topicSampler({ ...options, seed: 4 })(7), seventh);
});

Deno.test("with margins, rare ones are drawn as often as frequent ones", () => {
  // Of each query's four triples three have a margin near 0, and one has 1.
  const margins = Float32Array.from(queries, (_, triple) => triple % 4 === 0 ? 1 : 0.01 * (triple % 4));
  const share = (margins?: Float32Array) => {
    const pick = topicSampler({ ...options, margins });
    let large = 0;
    for (let step = 0; step < 500; step++) large += pick(step).filter((triple) => triple % 4 === 0).length;
    return large / (500 * 8);
  };
  assert.ok(Math.abs(share() - 0.25) < 0.03);
  assert.ok(Math.abs(share(margins) - 0.5) < 0.03);
});

Deno.test("equal margins are one bin", () => {
  const pick = topicSampler({ ...options, margins: new Float32Array(240).fill(0.3) });
  assert.deepEqual(pick(0).length, 8);
});

Deno.test("a batch larger than there are queries is refused", () => {
  assert.throws(() => topicSampler({ ...options, batchSize: 61 }), {
    name: "UserError",
    message: /at least 61 queries, one for each place of a batch, but found 60/,
  });
});
