import assert from "node:assert/strict";
import { record } from "./record.ts";
import { tablesOf } from "./tables.ts";

Deno.test("a batch is recorded before and after training, with its false negatives", async () => {
  const { batch, recordings } = await record({ batch: 6, falseNegatives: 1, at: [0, 1] });
  assert.deepEqual([batch.length, batch.filter(({ falseNegative }) => falseNegative).length], [6, 1]);
  assert.ok(recordings.length > 1);
  const [first] = recordings;
  for (const { loss, moments } of recordings) {
    assert.deepEqual(moments.map(({ step }) => step), [0, 1]);
    assert.deepEqual(moments[0], first.moments[0], "all start from the same encoder");
    assert.notDeepEqual(moments[1], moments[0]);
    for (const { embeddings } of moments) {
      for (const row of embeddings) assert.ok(Math.abs(Math.hypot(...row) - 1) < 1e-5);
      const { margins } = tablesOf(embeddings, loss);
      assert.ok(margins.flat().every((margin) => Math.abs(margin) <= 2));
    }
  }
});
