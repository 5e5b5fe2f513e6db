import assert from "node:assert/strict";
import type { Collection } from "../base/mod.ts";
import { bm25Of } from "./shared_index.ts";
import { small } from "./collection_for_tests.ts";
import { drawNegatives } from "./negatives.ts";

const bm25 = (collection: Collection, depth = 20) => (query: number) =>
  bm25Of(collection.passages).search(collection.queries.texts[query], depth).positions;

/** The small collection with all queries in train. */
const train: Collection = {
  ...small,
  split: { ...small.split, train: Int32Array.from(small.queries.ids.keys()) },
};

Deno.test("a negative stands at an allowed rank and is not judged; the same seed draws the same", () => {
  const options = { seed: 5, candidates: bm25(train), ranks: [3, 8] as [number, number], negatives: 2 };
  const { triples, queries, fallbacks } = drawNegatives(train, options);
  assert.equal(queries, train.queries.ids.length);
  assert.equal(fallbacks, 0);
  assert.equal(triples.queries.length, 2 * queries);
  triples.queries.forEach((query, i) => {
    const rank = [...bm25(train)(query)].indexOf(triples.negatives[i]) + 1;
    assert.ok(rank >= 3 && rank <= 8, `rank ${rank}`);
    const grades = train.qrels.get(train.queries.ids[query])!;
    assert.ok(!grades.has(train.passages.ids[triples.negatives[i]]));
    assert.ok(grades.get(train.passages.ids[triples.positives[i]])! > 0);
  });
  for (let i = 0; i < triples.queries.length; i += 2) {
    assert.notEqual(triples.negatives[i], triples.negatives[i + 1]);
  }
  assert.deepEqual(drawNegatives(train, options).triples, triples);
  assert.notDeepEqual(drawNegatives(train, { ...options, seed: 6 }).triples, triples);
});

Deno.test("a positive's text under another id, and the query's own text, are never negatives", () => {
  const texts = [...train.passages.texts];
  const ids = [...train.passages.ids];
  const query = 0,
    positive = ids.findIndex((id) => (train.qrels.get(train.queries.ids[query])!.get(id) ?? 0) > 0);
  texts.push(texts[positive], train.queries.texts[query]);
  ids.push("copy", "query");
  const collection: Collection = {
    ...train,
    passages: { ids, texts },
    split: { ...train.split, train: Int32Array.of(query) },
  };
  const found = drawNegatives(collection, { seed: 1, candidates: () => [40, 41, 5], negatives: 1 });
  assert.deepEqual([...found.triples.negatives], [5]);
  assert.equal(found.sameTextAsPositive, 1);
  assert.equal(found.sameTextAsQuery, 1);
});

Deno.test("a query's own passage, with a title before the query's text, is never a negative", () => {
  const [id] = train.queries.ids;
  const { ids, texts } = train.passages;
  const collection: Collection = {
    ...train,
    passages: {
      ids: [...ids, id],
      texts: [...texts, `Title ${train.queries.texts[0]}`],
      titleLengths: [...ids.map(() => 0), 6],
    },
    split: { ...train.split, train: Int32Array.of(0) },
  };
  const found = drawNegatives(collection, { seed: 1, candidates: () => [40, 5], negatives: 1 });
  assert.deepEqual([...found.triples.negatives], [5]);
  assert.equal(found.sameTextAsQuery, 1);
});

Deno.test("without candidates, and for a share of the negatives, the whole collection is drawn from", () => {
  const { triples } = drawNegatives(train, { seed: 2, negatives: 5 });
  assert.ok(new Set(triples.negatives).size > 20);
  const mixed = drawNegatives(train, {
    seed: 2,
    candidates: bm25(train, 4),
    ranks: [1, 4],
    random: 0.5,
    negatives: 4,
  });
  const hard = mixed.triples.queries.reduce(
    (count, query, i) => count + Number(bm25(train, 4)(query).includes(mixed.triples.negatives[i])),
    0,
  );
  assert.ok(hard > 0 && hard < mixed.triples.queries.length);
});

Deno.test("a query whose candidates are all left out draws from the whole collection, and is counted", () => {
  const { triples, fallbacks } = drawNegatives(train, { seed: 2, candidates: () => [] });
  assert.equal(fallbacks, triples.queries.length);
});

Deno.test("queries without a relevant passage are counted and have no triple; none at all is refused", () => {
  const [first] = train.queries.ids;
  const without: Collection = {
    ...train,
    qrels: new Map([...train.qrels].filter(([query]) => query !== first)),
  };
  assert.equal(drawNegatives(without, { seed: 1 }).withoutPositive, 1);
  assert.throws(
    () => drawNegatives({ ...train, qrels: new Map() }, { seed: 1 }),
    /with a relevant passage but found none/,
  );
  const untrained = { ...train, split: { ...train.split, dev: new Int32Array(0) } };
  assert.throws(
    () => drawNegatives(untrained, { seed: 1, split: "dev" }),
    /to have dev queries but found none; it has train and test queries\./,
  );
});
