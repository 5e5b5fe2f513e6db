import assert from "node:assert/strict";
import { loadEncoder } from "../encoders/mod.ts";
import { small } from "../retrieval/collection_for_tests.ts";
import { diagnose } from "./diagnose.ts";

Deno.test("a diagnosis is of train queries alone, and the same for the same seed", async () => {
  const encoder = await loadEncoder("tiny");
  const found = await diagnose(encoder, small, { triples: 4 });
  assert.equal(found.triples, Math.min(4, small.split.train.length));
  assert.deepEqual(await diagnose(encoder, small, { triples: 4 }), found);
  const qrels = new Map(
    Array.from(small.split.train, (query) => small.queries.ids[query]).map((
      id,
    ) => [id, small.qrels.get(id)!]),
  );
  assert.deepEqual(await diagnose(encoder, { ...small, qrels }, { triples: 4 }), found);
  assert.ok(found["mean target"] > 0 && found["mean target"] < 1);
  assert.ok(found["effective rank"] >= 1 && found["effective rank"] <= encoder.width);
  assert.ok(found["ordered triples"] >= 0 && found["ordered triples"] <= 1);
  assert.ok(found.alignment >= 0 && found.uniformity < 0);
  encoder.dispose();
});
