import assert from "node:assert/strict";
import { readdir, truncate } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { type Collection, UserError } from "../base/mod.ts";
import { mineTriples } from "./mine.ts";
import { small } from "./collection_for_tests.ts";
import { buildBM25 } from "./bm25/mod.ts";

/** Runs a test with its own cache. */
function alone(use: (cache: string) => Promise<void>): Promise<void> {
  return inTemporaryFolder(use, { variable: "KIT_CACHE" });
}

Deno.test("a triple is a train query, its passage, and a negative of BM25's top outside the qrels", () =>
  alone(async () => {
    const { queries, positives, negatives } = await mineTriples(small, { seed: 1, depth: 5 });
    assert.deepEqual(queries, small.split.train);
    assert.deepEqual([...positives], [0, 1, 2, 3, 4, 5]);
    const index = buildBM25(small.passages.texts);
    queries.forEach((query, i) => {
      const top = index.search(small.queries.texts[query], 5).positions;
      assert.ok(top.includes(negatives[i]));
      assert.ok(!small.qrels.get(`q${query}`)!.has(`p${negatives[i]}`));
    });
  }));

Deno.test("the seed decides the negatives, and the cache keeps collections apart", () =>
  alone(async (cache) => {
    const first = await mineTriples(small, { seed: 1, depth: 20 });
    assert.deepEqual(await mineTriples(small, { seed: 1, depth: 20 }), first);
    assert.notDeepEqual((await mineTriples(small, { seed: 2, depth: 20 })).negatives, first.negatives);
    const fewer = { ...small, split: { ...small.split, train: Int32Array.of(0, 1) } };
    assert.equal((await mineTriples(fewer, { seed: 1, depth: 20 })).queries.length, 2);
    assert.equal((await readdir(path.join(cache, "triples"))).length, 3);
  }));

Deno.test("a query whose words are in no other passage gets any unjudged passage", () =>
  alone(async () => {
    const collection: Collection = {
      ...small,
      queries: { ids: ["q0"], texts: ["zebra"] },
      split: { train: Int32Array.of(0), dev: Int32Array.of(), test: Int32Array.of() },
    };
    const { negatives } = await mineTriples(collection, { seed: 1 });
    assert.ok(negatives[0] > 1);
  }));

Deno.test("a negative never has the text of the positive; other draws stay as they are", () =>
  alone(async () => {
    const { ids, texts } = small.passages;
    const twin = { ...small, passages: { ids: [...ids, "twin"], texts: [...texts, texts[3]] } };
    const plain = { ...twin, passages: { ids: [...ids, "twin"], texts: [...texts, `${texts[3]} .`] } };
    let drawnAgain = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const without = await mineTriples(plain, { seed, depth: 3 });
      const { positives, negatives } = await mineTriples(twin, { seed, depth: 3 });
      positives.forEach((positive, i) => {
        assert.notEqual(twin.passages.texts[positive], twin.passages.texts[negatives[i]]);
      });
      const at = without.negatives.indexOf(40);
      if (at < 0) assert.deepEqual(negatives, without.negatives);
      else drawnAgain++;
    }
    assert.ok(drawnAgain > 0);
  }));

Deno.test("a damaged cache is made again", () =>
  alone(async (cache) => {
    const triples = await mineTriples(small, { seed: 1 });
    const [file] = await readdir(path.join(cache, "triples"));
    await truncate(path.join(cache, "triples", file), 100);
    assert.deepEqual(await mineTriples(small, { seed: 1 }), triples);
  }));

Deno.test("collections whose joined texts are the same do not share a cache", () =>
  alone(async (cache) => {
    const texts = ({ passages, queries, ...others }: Collection, change: (texts: string[]) => string[]) => ({
      ...others,
      queries,
      passages: { ...passages, texts: change([...passages.texts]) },
    });
    await mineTriples(texts(small, ([first, second, ...rest]) => [`${first}\n`, second, ...rest]), {
      seed: 1,
    });
    await mineTriples(texts(small, ([first, second, ...rest]) => [first, `\n${second}`, ...rest]), {
      seed: 1,
    });
    assert.equal((await readdir(path.join(cache, "triples"))).length, 2);
  }));

Deno.test("no train queries, and a query without relevant passages are one message each", () =>
  alone(async () => {
    const says = (promise: Promise<unknown>, pattern: RegExp) =>
      assert.rejects(promise, (error: Error) => error instanceof UserError && pattern.test(error.message));
    const untrained = { ...small, split: { ...small.split, train: new Int32Array(0) } };
    await says(mineTriples(untrained, { seed: 1 }), /"small" to have train queries but found none/);
    await says(
      mineTriples({ ...small, qrels: new Map() }, { seed: 1 }),
      /"q0" of split train of collection "small" has none/,
    );
  }));
