/** Indexing and searching `wordnet` with BM25, against bm25s. */
import path from "node:path";
import { writeAtomically } from "../lib/base/mod.ts";
import { loadWordNet } from "../lib/data/mod.ts";
import type { Bench, ContestantResult } from "./harness/mod.ts";

const NUMBA = "bm25s, numba", NUMPY = "bm25s, numpy", THREADED = "bm25s, numba, all threads";

const bench: Bench = {
  about:
    "BM25 (Lucene's form, k1 1.5, b 0.75) on the collection wordnet: 117,791 passages, 48,571 queries. Indexing and " +
    "searching start from strings. Stop words are left out, as bm25s does by default, and then kept. Ours runs on " +
    "one thread, and so does bm25s unless it is told otherwise; with numpy, 1,000 of the queries.",
  async prepare(folder) {
    const { passages, queries } = await loadWordNet();
    const texts = { passages: passages.texts, queries: queries.texts };
    await writeAtomically(path.join(folder, "texts.json"), JSON.stringify(texts));
  },
  contestants: [
    { name: "ours", program: "ours/bm25.ts" },
    { name: NUMBA, program: "peers/bm25.py", args: ["numba", "1"] },
    { name: THREADED, program: "peers/bm25.py", args: ["numba", "all"] },
    { name: NUMPY, program: "peers/bm25.py", args: ["numpy", "1"] },
  ],
  measures: [
    { field: "indexSeconds", title: "indexing, s", ratio: "peer / ours" },
    { field: "top100", title: "queries / s, top 100", ratio: "ours / peer" },
    { field: "top1000", title: "top 1,000", ratio: "ours / peer" },
    { field: "allWords100", title: "with stop words, top 100", ratio: "ours / peer" },
    { field: "allWords1000", title: "with stop words, top 1,000", ratio: "ours / peer" },
    { field: "peakBytes", title: "peak memory, GB", scale: 1e-9, ratio: "ours / peer" },
  ],
  goals: [
    { field: "indexSeconds", peer: NUMBA, atLeast: 1 },
    ...["top100", "top1000", "allWords100", "allWords1000"].flatMap((field) =>
      [NUMBA, NUMPY].map((peer) => ({ field, peer, atLeast: 1 }))
    ),
  ],
  differences,
};

export default bench;

/** The scores of the top 100 of some queries. */
export function differences(results: ContestantResult[]): string[] {
  const [ours, ...peers] = results.map(({ name, rounds }) => ({
    name,
    scores: rounds[0].scores as number[][],
  }));
  return peers.flatMap(({ name, scores }) =>
    scores.flatMap((row, query) => {
      // bm25s fills up with passages that score 0.
      const near = row.every((score, i) =>
        Math.abs(score - (ours.scores[query][i] ?? 0)) <= 1e-4 * (1 + score)
      );
      return near ? [] : [`query ${query}: other scores of ${name}`];
    })
  );
}
