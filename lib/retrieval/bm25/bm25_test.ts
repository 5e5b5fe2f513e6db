import assert from "node:assert/strict";
import { generator, UserError } from "../../base/mod.ts";
import { buildBM25, searcher } from "./bm25.ts";
import { VARIANTS } from "./variants.ts";
import { words } from "./words.ts";

/** BM25 as the formula says it, document by document. */
function naive(texts: string[], { k1 = 0.9, b = 0.4 }): (query: string) => number[] {
  const documents = texts.map(words);
  const mean = documents.flat().length / texts.length;
  return (query) => {
    const scores = documents.map(() => 0);
    for (const word of words(query)) {
      const counts = documents.map((document) => document.filter((other) => other === word).length);
      const df = counts.filter((count) => count > 0).length;
      const idf = Math.log(1 + (texts.length - df + 0.5) / (df + 0.5));
      counts.forEach((tf, i) => scores[i] += idf * tf / (tf + k1 * (1 - b + b * documents[i].length / mean)));
    }
    return scores;
  };
}

/** Texts whose words are drawn with very unequal chances, as in language. */
function randomTexts(count: number, seed: number): string[] {
  const random = generator(seed);
  const word = () => `w${Math.floor(60 * random.uniform() ** 4)}`;
  return Array.from({ length: count }, () => Array.from({ length: 1 + random.below(12) }, word).join(" "));
}

Deno.test("scores and order are those of the formula, document by document", () => {
  const texts = randomTexts(300, 1);
  for (const options of [{}, { k1: 1.2, b: 0.75 }, { k1: 0.9, b: 0 }]) {
    const index = buildBM25(texts, options);
    const expectedFor = naive(texts, options);
    for (const query of [...randomTexts(40, 2), "w1 w1 w9", "W3, w4!"]) {
      const expected = expectedFor(query);
      const matching = expected.filter((score) => score > 0).sort((x, y) => y - x);
      for (const k of [1, 10, 300]) {
        const { positions, scores } = index.search(query, k);
        assert.equal(positions.length, Math.min(k, matching.length));
        positions.forEach((position, i) => {
          assert.ok(
            Math.abs(scores[i] - expected[position]) < 1e-5,
            `${query}: ${scores[i]} ${expected[position]}`,
          );
          assert.ok(Math.abs(scores[i] - matching[i]) < 1e-5);
        });
      }
    }
  }
});

Deno.test("a shorter ranking is the beginning of a longer one", () => {
  const texts = randomTexts(3000, 3);
  const index = buildBM25(texts);
  for (const query of randomTexts(200, 4)) {
    const all = index.search(query, texts.length);
    for (const k of [1, 5, 50]) {
      const best = index.search(query, k);
      assert.deepEqual(best.positions, all.positions.slice(0, k), query);
      assert.deepEqual(best.scores, all.scores.slice(0, k), query);
    }
  }
});

Deno.test("equal scores are in the order of positions", () => {
  const index = buildBM25(["b a", "a b", "c", "a b", "b a"]);
  assert.deepEqual([...index.search("a", 3).positions], [0, 1, 3]);
  assert.deepEqual([...index.search("a b", 10).positions], [0, 1, 3, 4]);
});

Deno.test("a query without a known word finds nothing", () => {
  const index = buildBM25(["a b"]);
  assert.equal(index.search("zebra", 10).positions.length, 0);
  assert.equal(index.search("", 10).positions.length, 0);
});

Deno.test("an empty collection is one clear message", () => {
  assert.throws(() => buildBM25([]), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /Expected passages to index but found none/);
    return true;
  });
});

Deno.test("no variant prunes a passage away: a short ranking is the beginning of all, with every option", () => {
  const texts = randomTexts(2000, 5).map((text, i) => i % 3 ? `${text} the of` : text);
  for (const variant of VARIANTS) {
    const index = buildBM25(texts, { variant, k1: 1.5, b: 0.75 });
    for (const query of [...randomTexts(60, 6), "the", "the of of", "the w1 w2 w2 w50"]) {
      const all = index.search(query, texts.length);
      for (const k of [0, 1, 3, 20, 150]) {
        const best = index.search(query, k);
        assert.deepEqual(best.positions, all.positions.slice(0, k), `${variant}: ${query}`);
        assert.deepEqual(best.scores, all.scores.slice(0, k), `${variant}: ${query}`);
      }
    }
  }
});

Deno.test("a search without room for tables of common words finds the same", () => {
  const texts = randomTexts(2000, 7).map((text, i) => i % 3 ? `${text} the of` : text);
  const { index } = buildBM25(texts);
  const [all, few, without] = [2 ** 28, 2 * texts.length, 0].map((tables) => searcher(index, { tables }));
  for (const query of [...randomTexts(100, 8), "w40 the w1 of", "the of"]) {
    for (const k of [1, 3, 20, 150]) {
      const expected = all.search(query, k);
      assert.deepEqual(few.search(query, k), expected, query);
      assert.deepEqual(without.search(query, k), expected, query);
    }
  }
});

Deno.test("an option outside its range is refused", () => {
  assert.throws(() => buildBM25(["a"], { k1: -1 }), /k1 of BM25 to be 0 or more but found -1/);
  assert.throws(() => buildBM25(["a"], { b: 1.5 }), /b of BM25 to be between 0 and 1 but found 1.5/);
  const variant = "bm26" as "bm25l";
  assert.throws(() => buildBM25(["a"], { variant }), /one of lucene, .* but found "bm26"/);
});
