import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { loadCrossEncoder, loadEncoder } from "../encoders/mod.ts";
import { small } from "./collection_for_tests.ts";
import { biEncoderScorer, crossEncoderScorer, type PairScorer } from "./pair_scorer.ts";
import { teacherScores } from "./teacher_scores.ts";

const triples = {
  queries: Int32Array.of(0, 0, 1, 2, 3),
  positives: Int32Array.of(0, 0, 1, 2, 3),
  negatives: Int32Array.of(4, 5, 4, 6, 2),
};
const task = { collection: small, triples };

/** Scores a pair by 100 times its query plus its passage, and counts the pairs. */
function counting(name = "counting") {
  const counted = { pairs: 0 };
  const scorer: PairScorer = {
    name,
    kind: "cross-encoder",
    fingerprint: () => Promise.resolve(name),
    score({ first, second }) {
      counted.pairs += first.length;
      const scores = Float32Array.from(first, (query, i) => 100 * query + second[i]);
      return Promise.resolve({ scores, tokens: 10 * first.length });
    },
    dispose: () => {},
  };
  return { scorer, counted };
}

const inCacheFolder = (use: (folder: string) => Promise<void>) =>
  inTemporaryFolder(use, { variable: "KIT_CACHE" });

Deno.test("each triple has its scores, and a pair that triples share is scored once", () =>
  inCacheFolder(async () => {
    const { scorer, counted } = counting();
    const { positives, negatives, cost } = await teacherScores(scorer, task, { part: 4 });
    assert.deepEqual([...positives], [0, 0, 101, 202, 303]);
    assert.deepEqual([...negatives], [4, 5, 104, 206, 302]);
    assert.equal(counted.pairs, 9);
    assert.deepEqual([cost.pairs, cost.tokens], [9, 90]);
  }));

Deno.test("scores and their cost are found again, for the same teacher, collection and triples alone", () =>
  inCacheFolder(async () => {
    const { scorer, counted } = counting();
    const before = await teacherScores(scorer, task);
    assert.deepEqual(await teacherScores(scorer, task), before);
    assert.equal(counted.pairs, 9);
    await teacherScores(scorer, {
      ...task,
      triples: { ...triples, negatives: Int32Array.of(7, 5, 4, 6, 2) },
    });
    assert.equal(counted.pairs, 18);
    const texts = small.queries.texts.map((text, i) => i === 11 ? "another" : text);
    await teacherScores(scorer, { triples, collection: { ...small, queries: { ...small.queries, texts } } });
    assert.equal(counted.pairs, 27);
    const other = counting("other");
    await teacherScores(other.scorer, task);
    assert.equal(other.counted.pairs, 9);
  }));

Deno.test("an interrupted scoring continues after its last whole part", () =>
  inCacheFolder(async (folder) => {
    const whole = await teacherScores(counting("whole").scorer, task, { part: 2 });
    const { scorer, counted } = counting();
    const stop = new AbortController();
    const onProgress = (done: number) => done >= 4 && stop.abort(new Error("stopped by the test"));
    await assert.rejects(
      teacherScores(scorer, task, { part: 2, onProgress, signal: stop.signal }),
      /stopped by the test/,
    );
    assert.equal(counted.pairs, 4);
    const { cost, ...scores } = await teacherScores(scorer, task, { part: 2 });
    assert.equal(counted.pairs, 9);
    assert.deepEqual(scores, { positives: whole.positives, negatives: whole.negatives });
    assert.equal(cost.tokens, 90);
    const keys = await readdir(path.join(folder, "teacher-scores"));
    assert.equal(keys.length, 2);
    for (const key of keys) assert.ok(existsSync(path.join(folder, "teacher-scores", key, "part-4.arrow")));
  }));

Deno.test("a bi-encoder's scores are cosines, a cross-encoder's are those of its head", () =>
  inCacheFolder(async () => {
    const lengths = { query: 20, passage: 20 };
    const bi = biEncoderScorer(await loadEncoder("tiny"), lengths);
    const cosines = await teacherScores(bi, task);
    for (const score of [...cosines.positives, ...cosines.negatives]) assert.ok(Math.abs(score) <= 1.00001);
    assert.equal(cosines.positives[0], cosines.positives[1]);
    const cross = crossEncoderScorer(await loadCrossEncoder("tiny", { headSeed: 1 }), lengths);
    const { positives, cost } = await teacherScores(cross, task);
    assert.notDeepEqual(positives, cosines.positives);
    assert.ok(cost.tokens > 0 && cost.seconds > 0);
    for (const each of [bi, cross]) each.dispose();
  }));

Deno.test("shards score every so many parts, which a call for all then finds", () =>
  inCacheFolder(async () => {
    const { scorer, counted } = counting();
    // Nine pairs: parts of 2, 2, 2, 2 and 1.
    const first = await teacherScores(scorer, task, { part: 2, shard: { index: 0, of: 2 } });
    assert.equal(counted.pairs, 2 + 2 + 1);
    assert.ok(first.negatives.some(Number.isNaN) && !first.negatives.every(Number.isNaN));
    await teacherScores(scorer, task, { part: 2, shard: { index: 1, of: 2 } });
    assert.equal(counted.pairs, 9);
    const { positives, negatives, cost } = await teacherScores(scorer, task, { part: 2 });
    assert.equal(counted.pairs, 9);
    assert.deepEqual([...positives], [0, 0, 101, 202, 303]);
    assert.deepEqual([...negatives], [4, 5, 104, 206, 302]);
    assert.deepEqual([cost.pairs, cost.tokens], [9, 90]);
  }));
