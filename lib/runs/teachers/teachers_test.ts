import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { isCrossEncoder, loadCrossEncoder } from "../../encoders/mod.ts";
import type { PairScorer } from "../../retrieval/mod.ts";
import { small } from "../../retrieval/collection_for_tests.ts";
import { withEntry } from "../registered_for_tests.ts";
import { teacherNamed, teachers } from "./registry.ts";
import { rerankCandidates } from "./rerank_candidates.ts";
import type { CrossEncoderTeacher } from "./teacher_entry.ts";
import { trainTeacher } from "./train_teacher.ts";

const quick: CrossEncoderTeacher = {
  kind: "cross-encoder",
  name: "quick",
  encoder: "tiny",
  seed: 3,
  negatives: 2,
  ranks: [1, 10],
  training: {
    loss: "softmax",
    steps: 6,
    batchSize: 3,
    learningRate: 1e-3,
    maxQueryLength: 16,
    maxLength: 48,
  },
};

Deno.test("a teacher is trained once, and an interrupted training gives the same weights", async () => {
  const weights = await inTemporaryFolder(async () => {
    const { folder, cost } = await trainTeacher(quick, small);
    assert.equal(await isCrossEncoder(folder), true);
    assert.equal(cost.examples, 18);
    assert.ok(cost.tokens > 54 && cost.seconds > 0);
    assert.deepEqual(await trainTeacher({ ...quick }, small), { folder, cost });
    const other = await trainTeacher({ ...quick, seed: 4 }, small);
    assert.notEqual(other.folder, folder);
    return await classifierOf(folder);
  }, { variable: "KIT_CACHE" });

  await inTemporaryFolder(async () => {
    const stop = AbortSignal.abort(new Error("stopped by the test"));
    await assert.rejects(trainTeacher(quick, small, { signal: stop }), /stopped by the test/);
    const { folder } = await trainTeacher(quick, small);
    assert.deepEqual(await classifierOf(folder), weights);
    assert.equal(existsSync(`${folder}-checkpoint`), false);
    assert.equal(existsSync(path.join(folder, "log.json")), true);
  }, { variable: "KIT_CACHE" });
});

async function classifierOf(folder: string): Promise<unknown> {
  const encoder = await loadCrossEncoder(folder);
  const values = encoder.weights.get("classifier.weight")!.dataSync().slice();
  encoder.dispose();
  return values;
}

Deno.test("teachers are found by name, and an unknown one is answered with the nearest", async () => {
  assert.equal(new Set(teachers.map(({ name }) => name)).size, teachers.length);
  assert.throws(() => teacherNamed("minilm-corss"), /Did you mean "minilm-cross"\?/);
  await withEntry(teachers, quick, () => Promise.resolve(assert.equal(teacherNamed("quick"), quick)));
});

Deno.test("candidates are put in the order of a teacher's scores, each query's own", async () => {
  const scorer: PairScorer = {
    name: "by position",
    kind: "cross-encoder",
    fingerprint: () => Promise.resolve(""),
    // The higher the passage's position the better, but for the query at 8.
    score: ({ first, second }) =>
      Promise.resolve({
        scores: Float32Array.from(first, (query, i) => query === 8 ? 0 : second[i]),
        tokens: 0,
      }),
    dispose: () => {},
  };
  const set = {
    collection: small,
    queries: Int32Array.of(7, 8),
    qrels: small.qrels,
    wholePositions: Int32Array.from({ length: 40 }, (_, i) => i),
  };
  const hits = (...positions: number[]) => ({
    positions: Int32Array.from(positions),
    scores: new Float32Array(positions.length),
  });
  const found = await rerankCandidates(scorer, set, [hits(3, 9, 1), hits(5, 2)]);
  assert.deepEqual(found.map(({ positions }) => [...positions]), [[9, 3, 1], [2, 5]]);
  assert.deepEqual([...found[0].scores], [9, 3, 1]);
});
