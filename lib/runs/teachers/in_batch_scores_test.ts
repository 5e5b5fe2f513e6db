import assert from "node:assert/strict";
import { loadEncoder } from "../../encoders/mod.ts";
import type { Tensor2D } from "../../engine/mod.ts";
import { small } from "../../retrieval/collection_for_tests.ts";
import { biEncoderScorer } from "../../retrieval/mod.ts";
import { inBatchScores } from "./in_batch_scores.ts";

const triples = {
  queries: Int32Array.of(0, 1, 2, 0),
  positives: Int32Array.of(0, 1, 2, 0),
  negatives: Int32Array.of(5, 6, 0, 7),
};

Deno.test("a batch's scores are those of its pairs: all positives, then all negatives", async () => {
  const teacher = biEncoderScorer(await loadEncoder("tiny"), { query: 20, passage: 40 });
  const met = Int32Array.of(0, 2, 3);
  const { numbers, scoring } = await inBatchScores(teacher, { collection: small, triples, met });
  assert.equal(scoring.pairs, 2 + 4, "each text is embedded once");
  const examples = Int32Array.of(3, 2);
  const found = await numbers.of({ step: 0, examples, batch: undefined! }) as Tensor2D;
  const passages = [0, 2, 7, 0];
  const { scores } = await teacher.score({
    firsts: small.queries.texts,
    seconds: small.passages.texts,
    first: [0, 0, 0, 0, 2, 2, 2, 2],
    second: [...passages, ...passages],
  });
  assert.deepEqual(found.shape, [2, 4]);
  (await found.data()).forEach((value, i) => assert.ok(Math.abs(value - scores[i]) < 1e-5));
  found.dispose();
  teacher.dispose();
});
