import assert from "node:assert/strict";
import { buildBM25 } from "./bm25/mod.ts";
import { small } from "./collection_for_tests.ts";
import { collectionPart } from "./collection_part.ts";

const options = { name: "part", queries: { train: 2, test: 3 }, depth: 4, random: 3, seed: 1 };

Deno.test("a part has queries of each split, their judged passages, BM25's best, and others", () => {
  const part = collectionPart(small, options);
  assert.equal(part.name, "part");
  const sizes = Object.values(part.split).map((queries) => queries.length);
  assert.deepEqual(sizes, [2, 1, 3], "without a number, dev is whole");
  const index = buildBM25(small.passages.texts);
  const needed = new Set<string>();
  for (const [query, id] of part.queries.ids.entries()) {
    assert.equal(part.queries.texts[query], small.queries.texts[small.queries.ids.indexOf(id)]);
    assert.deepEqual(part.qrels.get(id), small.qrels.get(id));
    for (const passage of small.qrels.get(id)!.keys()) needed.add(passage);
    for (const position of index.search(part.queries.texts[query], 4).positions) needed.add(`p${position}`);
  }
  for (const id of needed) assert.ok(part.passages.ids.includes(id), id);
  assert.equal(part.passages.ids.length, needed.size + 3);
});

Deno.test("each query stays in its split", () => {
  const { split, queries } = collectionPart(small, options);
  for (const name of ["train", "dev", "test"] as const) {
    const before = Array.from(small.split[name], (query) => small.queries.ids[query]);
    for (const query of split[name]) assert.ok(before.includes(queries.ids[query]), queries.ids[query]);
  }
  assert.deepEqual([...Object.values(split)].flatMap((each) => [...each]).sort(), [0, 1, 2, 3, 4, 5]);
});

Deno.test("the seed decides; without limits the part is the whole", () => {
  assert.deepEqual(collectionPart(small, options), collectionPart(small, options));
  const whole = collectionPart(small, { name: "small", depth: 0, random: Infinity, seed: 1 });
  assert.deepEqual(whole, small);
});
