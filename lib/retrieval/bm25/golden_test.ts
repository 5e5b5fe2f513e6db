/** Against bm25s and NLTK, whose results `goldens/bm25.py` wrote. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inProject } from "../../base/mod.ts";
import { analyser } from "./analyser.ts";
import { buildBM25 } from "./bm25.ts";
import type { BM25Options } from "./inverted_index.ts";

interface Golden {
  readonly seed: number;
  readonly passages: number;
  readonly queries: number;
  readonly k: number;
  readonly stems: Record<string, string>;
  readonly rankings: { options: BM25Options; positions: number[][]; scores: number[][] }[];
}

const golden: Golden = JSON.parse(readFileSync(inProject("goldens", "bm25.json"), "utf8"));

/** The texts of the golden script, drawn from the upper bits of Knuth's MMIX generator. */
function generated(): { passages: string[]; queries: string[] } {
  let state = BigInt(golden.seed);
  const uniform = () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 32n) / 2 ** 32;
  };
  const text = (longest: number) => {
    const length = 1 + Math.floor(longest * uniform());
    return Array.from({ length }, () => `w${Math.floor(400 * uniform() ** 3)}`).join(" ");
  };
  const texts = (count: number, longest: number) => Array.from({ length: count }, () => text(longest));
  return { passages: texts(golden.passages, 40), queries: texts(golden.queries, 9) };
}

const { passages, queries } = generated();

for (const { options, positions, scores } of golden.rankings) {
  const { variant, k1, b, delta } = options;
  Deno.test(`the top 100 of ${variant}, k1 ${k1}, b ${b}, delta ${delta} is bm25s's, up to ties`, () => {
    const index = buildBM25(passages, options);
    queries.forEach((query, q) => {
      const found = index.search(query, golden.k);
      const all = new Map<number, number>();
      const { positions: order, scores: values } = index.search(query, passages.length);
      order.forEach((position, i) => all.set(position, values[i]));
      found.scores.forEach((score, i) => {
        const theirs = scores[q][i];
        assert.ok(Math.abs(score - theirs) <= 2e-5 * theirs, `rank ${i + 1}: ${score}, not ${theirs}`);
        // Whatever bm25s has at this rank, we give the same score.
        const same = all.get(positions[q][i]);
        assert.ok(
          same !== undefined && Math.abs(same - theirs) <= 2e-5 * theirs,
          `${positions[q][i]}: ${same}, not ${theirs}`,
        );
      });
      // Beyond ours, bm25s fills up with passages that hold no word of the query.
      for (const position of positions[q].slice(found.positions.length)) assert.ok(!all.has(position));
    });
  });
}

Deno.test("stems are those of Porter's own program", () => {
  const stem = analyser({ stemmer: "porter" });
  for (const [word, expected] of Object.entries(golden.stems)) assert.deepEqual(stem(word), [expected], word);
});
