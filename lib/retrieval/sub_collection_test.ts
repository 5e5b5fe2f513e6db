import assert from "node:assert/strict";
import { UserError } from "../base/mod.ts";
import { small } from "./collection_for_tests.ts";
import { subCollection } from "./sub_collection.ts";
import { buildBM25 } from "./bm25/mod.ts";

const options = { name: "smaller", split: "test", queries: 2, depth: 4, random: 3, seed: 1 } as const;

Deno.test("it holds the split's best passages, BM25's top for its queries, and a random sample", () => {
  const smaller = subCollection(small, options);
  assert.equal(smaller.name, "smaller");
  assert.equal(smaller.queries.ids.length, 2);
  assert.deepEqual(smaller.split, {
    train: Int32Array.of(),
    dev: Int32Array.of(),
    test: Int32Array.of(0, 1),
  });
  const needed = new Set(["p7", "p8", "p9", "p10", "p11"]);
  const index = buildBM25(small.passages.texts);
  for (const text of smaller.queries.texts) {
    for (const position of index.search(text, 4).positions) needed.add(`p${position}`);
  }
  for (const id of needed) assert.ok(smaller.passages.ids.includes(id), id);
  assert.equal(smaller.passages.ids.length, needed.size + 3);
});

Deno.test("passages keep their order and text, and qrels name only what is kept", () => {
  const smaller = subCollection(small, { ...options, queries: undefined, depth: 0, random: 0 });
  assert.deepEqual(smaller.passages.ids, ["p7", "p8", "p9", "p10", "p11"]);
  assert.deepEqual(smaller.passages.texts, small.passages.texts.slice(7, 12));
  assert.deepEqual(smaller.queries.ids, ["q7", "q8", "q9", "q10", "q11"]);
  assert.deepEqual(smaller.qrels.get("q7"), new Map([["p8", 1], ["p7", 2]]));
  assert.deepEqual(smaller.qrels.get("q11"), new Map([["p11", 2]]));
});

Deno.test("the seed decides; fewer queries are a part of more", () => {
  assert.deepEqual(subCollection(small, options), subCollection(small, options));
  const three = subCollection(small, { ...options, queries: 3 });
  for (const id of subCollection(small, options).queries.ids) assert.ok(three.queries.ids.includes(id));
});

Deno.test("an empty split and an empty collection are one clear message each", () => {
  const says = (run: () => unknown, pattern: RegExp) =>
    assert.throws(run, (error: Error) => error instanceof UserError && pattern.test(error.message));
  const untested = { ...small, split: { ...small.split, test: new Int32Array(0) } };
  says(() => subCollection(untested, options), /"small" to have test queries but found none/);
  const empty = { ...small, passages: { ids: [], texts: [] } };
  says(() => subCollection(empty, options), /"small" to have passages but found none/);
});
