import assert from "node:assert/strict";
import { small } from "../retrieval/collection_for_tests.ts";
import { withFalseNegatives } from "./false_negatives.ts";

/** Ten queries with the passages 0 to 9 as positives; of each even one, passage 20 and up is relevant too. */
const collection = {
  ...small,
  qrels: new Map(
    small.queries.ids.slice(0, 10).map((id, i) => [
      id,
      new Map([
        [small.passages.ids[i], 2],
        ...(i % 2 === 0 ? [[small.passages.ids[20 + i], 1] as const] : []),
      ]),
    ]),
  ),
};
const column = (value: (i: number) => number) => Int32Array.from({ length: 10 }, (_, i) => value(i));
const triples = { queries: column((i) => i), positives: column((i) => i), negatives: column((i) => 30 + i) };
const changed = (share: number) => {
  const { negatives } = withFalseNegatives(collection, triples, { share, seed: 1 });
  return [...negatives].flatMap((negative, i) => negative === 30 + i ? [] : [[i, negative]]);
};

Deno.test("a share of the negatives is replaced by other relevant passages of the same query", () => {
  assert.deepEqual(changed(0), []);
  assert.deepEqual(changed(0.5), [0, 2, 4, 6, 8].map((i) => [i, 20 + i]));
  assert.deepEqual([...triples.negatives], [...column((i) => 30 + i)]);
});

Deno.test("what a smaller share replaces, a larger one replaces too", () => {
  const larger = changed(0.4).map(String);
  assert.equal(larger.length, 4);
  for (const each of changed(0.2).map(String)) assert.ok(larger.includes(each));
});

Deno.test("more than there are is refused, with the largest share that there can be", () => {
  assert.throws(
    () => changed(0.8),
    /Expected 8 of the 10 triples of .* but found that 5 of 10 triples have one: the largest share is 0\.5\.$/,
  );
  const single = new Map([...collection.qrels].map(([id, grades]) => [id, new Map([...grades].slice(0, 1))]));
  assert.throws(
    () => withFalseNegatives({ ...collection, qrels: single }, triples, { share: 0.1, seed: 1 }),
    /0 of 10 triples have one, so that no share is possible\. It needs queries with several judged passages/,
  );
});
