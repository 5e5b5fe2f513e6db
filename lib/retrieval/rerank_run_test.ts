import assert from "node:assert/strict";
import { UserError } from "../base/mod.ts";
import { loadCrossEncoder, loadEncoder } from "../encoders/mod.ts";
import type { TextPairs } from "../text/mod.ts";
import { small } from "./collection_for_tests.ts";
import { biEncoderScorer, crossEncoderScorer, type PairScorer } from "./pair_scorer.ts";
import { pairsToScore, rerankRun } from "./rerank_run.ts";

const { queries, passages } = small;

/** Scores a passage by its number: the higher, the better. */
const byNumber: PairScorer = {
  name: "number",
  kind: "cross-encoder",
  fingerprint: () => Promise.resolve("number"),
  score: ({ second }) => Promise.resolve({ scores: Float32Array.from(second), tokens: 0 }),
  dispose: () => {},
};

const ranking = (ids: string[]) => ({ ids, scores: Float64Array.from(ids, (_, i) => 10 - i) });

Deno.test("the best passages are reordered, and the others follow with lower scores", async () => {
  const run = new Map([["q7", ranking(["p3", "p9", "p1", "p30", "p2"])], ["q8", ranking(["p5"])]]);
  assert.equal(pairsToScore({ run, depth: 3 }), 4);
  const found = await rerankRun(byNumber, { run, queries, passages, depth: 3 });
  assert.deepEqual(found.get("q7"), {
    ids: ["p9", "p3", "p1", "p30", "p2"],
    scores: Float64Array.of(9, 3, 1, 0, -1),
  });
  assert.deepEqual(found.get("q8")!.ids, ["p5"]);
  const all = await rerankRun(byNumber, { run, queries, passages, depth: 100 });
  assert.deepEqual(all.get("q7")!.ids, ["p30", "p9", "p3", "p2", "p1"]);
});

Deno.test("equal scores of the run are cut by descending id, as they are evaluated", async () => {
  const run = new Map([["q7", { ids: ["p1", "p2", "p3"], scores: Float64Array.of(5, 5, 5) }]]);
  const found = await rerankRun(byNumber, { run, queries, passages, depth: 2 });
  assert.deepEqual(found.get("q7")!.ids, ["p3", "p2", "p1"]);
});

Deno.test("a query or passage that the collection lacks is named, before anything is scored", async () => {
  const refused = async (query: string, ids: string[], pattern: RegExp) => {
    const scorer = { ...byNumber, score: () => assert.fail("scored") };
    const run = new Map([["q7", ranking(["p1"])], [query, ranking(ids)]]);
    await assert.rejects(rerankRun(scorer, { run, queries, passages, depth: 2 }), (error: Error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, pattern);
      return true;
    });
  };
  await refused("q99", ["p1"], /queries to be those of the collection but found query "q99"/);
  await refused("q8", ["p1", "p99"], /passages .* but found passage "p99" for query "q8"/);
});

Deno.test("a bi-encoder scores by the cosine, each text embedded once; a cross-encoder by its head", async () => {
  const pairs: TextPairs = {
    firsts: queries.texts,
    seconds: passages.texts,
    first: [0, 0, 3, 3],
    second: [1, 2, 1, 2],
  };
  const lengths = { query: 20, passage: 20 };
  const encoder = await loadEncoder("tiny");
  const bi = biEncoderScorer(encoder, lengths);
  const done: number[] = [];
  const found = await bi.score(pairs, (pairs) => done.push(pairs));
  assert.equal(done.at(-1), 4);
  assert.ok(found.scores.every((score) => Math.abs(score) <= 1.00001));
  // The order of the pairs does not matter.
  const [second, first] = [[...pairs.second as number[]].reverse(), [...pairs.first as number[]].reverse()];
  const turned = await bi.score({ ...pairs, first, second });
  assert.deepEqual([...turned.scores].reverse(), [...found.scores]);
  assert.equal(turned.tokens, found.tokens);

  const cross = crossEncoderScorer(await loadCrossEncoder("tiny", { headSeed: 1 }), lengths);
  const { scores, tokens } = await cross.score(pairs);
  assert.equal(new Set(scores).size, 4);
  assert.ok(tokens > found.tokens);
  assert.notEqual(await cross.fingerprint(), await bi.fingerprint());
  const shorter = crossEncoderScorer(await loadCrossEncoder("tiny", { headSeed: 1 }), {
    query: 20,
    passage: 9,
  });
  assert.notEqual(await cross.fingerprint(), await shorter.fingerprint());
  for (const each of [bi, cross, shorter]) each.dispose();
});
