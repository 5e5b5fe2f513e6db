/** Exact search over as many vectors as `wordnet` has passages, against FAISS's flat index. */
import { existsSync } from "node:fs";
import path from "node:path";
import { writeAtomically } from "../lib/base/mod.ts";
import { writeEmbeddings } from "../lib/data/embeddings.ts";
import { unitVectors } from "./data/vectors.ts";
import type { Bench, ContestantResult } from "./harness/mod.ts";

const PASSAGES = 117_791, QUERIES = 1_000, WIDTH = 384;

const FAISS = "FAISS IndexFlatIP";

const bench: Bench = {
  about: `The 1,000 passages of highest inner product for ${QUERIES.toLocaleString("en")} queries among ` +
    `${
      PASSAGES.toLocaleString("en")
    } of width ${WIDTH}, exactly, from vectors in memory; ours also from an ` +
    "Arrow file in batches. The best of three searches in a process.",
  async prepare(folder) {
    const [passages, queries] = ["passages.f32", "queries.f32"].map((name) => path.join(folder, name));
    if (existsSync(queries)) return;
    const vectors = unitVectors(PASSAGES, { width: WIDTH, seed: 1 });
    const ids = Array.from({ length: PASSAGES }, (_, i) => `p${i}`);
    await writeEmbeddings(path.join(folder, "passages.arrow"), { ids, vectors, width: WIDTH }, {
      batch: 16_384,
    });
    await writeAtomically(passages, new Uint8Array(vectors.buffer));
    await writeAtomically(queries, new Uint8Array(unitVectors(QUERIES, { width: WIDTH, seed: 2 }).buffer));
  },
  contestants: [
    { name: "ours", program: "ours/exact_search.ts", args: ["memory"] },
    { name: "ours, from disk", program: "ours/exact_search.ts", args: ["disk"] },
    { name: FAISS, program: "peers/exact_search.py" },
  ],
  measures: [
    { field: "queriesPerSecond", title: "queries / s", ratio: "ours / peer" },
    { field: "peakBytes", title: "peak memory, GB", scale: 1e-9, ratio: "ours / peer" },
  ],
  goals: [{ field: "queriesPerSecond", peer: FAISS, atLeast: 1 }],
  differences,
};

export default bench;

/** The passages and scores of a few queries; passages of nearly equal scores may change places. */
export function differences(results: ContestantResult[]): string[] {
  const [ours, ...peers] = results.map(({ name, rounds }) => ({
    name,
    rankings: rounds[0].rankings as { positions: number[]; scores: number[] }[],
  }));
  return peers.flatMap(({ name, rankings }) =>
    rankings.flatMap(({ positions, scores }, query) => {
      const expected = ours.rankings[query];
      const known = new Set(expected.positions);
      const last = expected.scores.at(-1)!;
      const near = scores.every((score, i) =>
        Math.abs(score - expected.scores[i]) < 1e-5 && (known.has(positions[i]) || score - last < 1e-5)
      );
      return near ? [] : [`query ${query}: another ranking of ${name}`];
    })
  );
}
