import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import type { Collection } from "../base/mod.ts";
import { smallEncoder, smallTexts } from "../training/encoder_for_tests.ts";
import { embedSearchSet, nearest, rerank } from "./search.ts";
import { searchInShards } from "./sharded_search.ts";

const ids = smallTexts.map((_, i) => `${i}`);
const collection: Collection = {
  name: "small",
  // The third query is a passage itself, by id and text.
  passages: { ids, texts: smallTexts },
  queries: { ids: ["q1", "q2", "17"], texts: ["red cat runs", "white bird sings", smallTexts[17]] },
  qrels: new Map(),
  split: { train: Int32Array.of(), dev: Int32Array.of(), test: Int32Array.of(0, 1, 2) },
};
const set = {
  collection,
  queries: Int32Array.of(0, 1, 2),
  qrels: collection.qrels,
  wholePositions: Int32Array.from(ids.keys()),
};
const candidates = [[3, 38, 0], [11], [17, 20, 12]].map((positions) => ({
  positions: Int32Array.from(positions),
  scores: new Float32Array(positions.length),
}));
const lengths = { maxQueryLength: 8, maxPassageLength: 8 };

Deno.test("a search in shards finds what a search with all embeddings in memory finds", async () => {
  const encoder = smallEncoder();
  const vectors = await embedSearchSet(encoder, set, { lengths });
  const positions = (hits: readonly { positions: Int32Array }[]) =>
    hits.map(({ positions }) => [...positions]);
  for (const depth of [5, 100]) {
    const expected = { found: nearest(vectors, depth), reranked: rerank(vectors, candidates) };
    for (const shard of [1000, 40, 16, 7]) {
      const { found, reranked } = await searchInShards(encoder, set, { depth, candidates, shard, lengths });
      found.forEach(({ scores }, query) =>
        scores.forEach((score, i) => assert.ok(Math.abs(score - expected.found[query].scores[i]) < 1e-5))
      );
      assert.deepEqual(positions(reranked), positions(expected.reranked));
      // Texts occur several times here: copies of one may swap where shards differ in the last bit.
      const sets = (hits: readonly { positions: Int32Array }[]) =>
        hits.map(({ positions }) => Array.from(positions, (at) => smallTexts[at]).sort());
      assert.deepEqual(sets(found), sets(expected.found));
      assert.ok(!found[2].positions.includes(17), "the query itself is left out");
    }
    const whole = await searchInShards(encoder, set, { depth, candidates, lengths });
    assert.deepEqual(whole, expected, "one shard is the same to the last bit");
  }
  encoder.dispose();
});

Deno.test("after an interruption, shards that are done are not embedded again", () =>
  inTemporaryFolder(async (keep) => {
    const encoder = smallEncoder();
    const options = { depth: 5, candidates, shard: 10, lengths, keep };
    let embedded = 0;
    const stop = new AbortController();
    const onChunk = (texts: number) => {
      embedded += texts;
      // Three queries, and two shards.
      if (embedded === 3 + 20) stop.abort(new Error("stopped by the test"));
    };
    await assert.rejects(
      searchInShards(encoder, set, { ...options, onChunk, signal: stop.signal }),
      /stopped by the test/,
    );
    embedded = 0;
    const resumed = await searchInShards(encoder, set, { ...options, onChunk: (texts) => embedded += texts });
    assert.equal(embedded, 3 + 20, "the other two shards, and the queries");
    assert.deepEqual(resumed, await searchInShards(encoder, set, { ...options, keep: undefined }));
    const [file] = (await readdir(keep)).filter((name) => name.endsWith("-hits.arrow"));
    await Deno.writeTextFile(`${keep}/${file}`, "damaged");
    embedded = 0;
    await searchInShards(encoder, set, { ...options, onChunk: (texts) => embedded += texts });
    assert.equal(embedded, 3 + 10, "a damaged shard is searched again");
    encoder.dispose();
  }));
