import assert from "node:assert/strict";
import { UserError } from "../base/mod.ts";
import { sampler } from "./sampler.ts";
import type { TrainingData } from "./training_data.ts";
import { twinFreeSampler } from "./twin_free_sampler.ts";
import { countTwins, tripleTexts } from "./twins.ts";

/** 60 triples over 40 queries and 50 passages, of which some have the same text. */
function data(): TrainingData {
  const list = (count: number, text: (i: number) => string) => ({
    ids: Array.from({ length: count }, (_, i) => `${i}`),
    texts: Array.from({ length: count }, (_, i) => text(i)),
  });
  const positions = (at: (i: number) => number) => Int32Array.from({ length: 60 }, (_, i) => at(i));
  return {
    queries: list(40, (i) => `query ${i}`),
    passages: list(50, (i) => `passage ${i % 45}`),
    triples: {
      queries: positions((i) => i % 40),
      positives: positions((i) => (7 * i) % 50),
      negatives: positions((i) => (11 * i + 3) % 50),
    },
  };
}

Deno.test("no two triples of a batch share a text, and an epoch sees nearly every triple once", () => {
  const texts = tripleTexts(data());
  const pick = twinFreeSampler(texts, { batchSize: 6, seed: 3 });
  const seen = new Int32Array(60);
  for (let step = 0; step < 100; step++) {
    const batch = pick(step);
    assert.equal(countTwins(texts, batch), 0);
    for (const triple of batch) seen[triple]++;
  }
  assert.ok(seen.every((count) => count >= 7 && count <= 11), `${seen}`);
});

Deno.test("twins are texts, not ids: the random sampler's batches have some", () => {
  const texts = tripleTexts(data());
  // Passages 0 and 45 have one text, and so have triples 0 and 40 one query.
  const [, positive] = texts.of(0);
  const others = Array.from({ length: 59 }, (_, i) => i + 1);
  const twin = others.find((triple) => texts.of(triple).includes(positive))!;
  assert.equal(countTwins(texts, [0, twin]), 1);
  const pick = sampler(60, { batchSize: 20, seed: 3 });
  const twins = Array.from({ length: 10 }, (_, step) => countTwins(texts, pick(step)));
  assert.ok(twins.some((count) => count > 0));
});

Deno.test("a twin's own texts count for the triples after it", () => {
  const numbers = [[1, 2, 3], [3, 4, 5], [5, 6, 7], [8, 9, 10]] as const;
  assert.equal(countTwins({ size: 4, of: (triple) => numbers[triple] }, [0, 1, 2, 3]), 2);
});

Deno.test("the batch of a step is the same whether or not those before it were asked for", () => {
  const texts = tripleTexts(data());
  const [all, late] = [1, 2].map(() => twinFreeSampler(texts, { batchSize: 5, seed: 9 }));
  const batches = Array.from({ length: 30 }, (_, step) => all(step));
  assert.deepEqual(late(29), batches[29]);
});

Deno.test("a batch larger than there are triples without twins is refused", () => {
  const pick = twinFreeSampler(tripleTexts(data()), { batchSize: 30, seed: 1 });
  assert.throws(() => pick(0), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /Expected 30 triples .* smaller batch/);
    return true;
  });
});

Deno.test("texts of triples have equal numbers exactly where they are equal", () => {
  const { queries, passages, triples } = data();
  // A query that is a passage's text too.
  const questions = { ...queries, texts: queries.texts.with(3, "passage 4") };
  const texts = tripleTexts({ queries: questions, passages, triples });
  const pairs = Array.from({ length: texts.size }, (_, i) => {
    const own = [
      questions.texts[triples.queries[i]],
      passages.texts[triples.positives[i]],
      passages.texts[triples.negatives[i]],
    ];
    return texts.of(i).map((number, column) => [number, own[column]] as const);
  }).flat();
  for (const [number, text] of pairs) {
    for (const [other, otherText] of pairs) assert.equal(number === other, text === otherText);
  }
});
