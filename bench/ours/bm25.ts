/** BM25; the same work as `peers/bm25.py`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { contestantArgs, printLine, residentBytes } from "../harness/contestant.ts";
import { type BM25, buildBM25 } from "../../lib/retrieval/bm25/mod.ts";

const { folder } = contestantArgs();
const { passages, queries } = JSON.parse(await readFile(path.join(folder, "texts.json"), "utf8")) as Record<
  "passages" | "queries",
  string[]
>;
const parameters = { k1: 1.5, b: 0.75 };

const started = performance.now();
const stopped = buildBM25(passages, { ...parameters, stopWords: "english" });
const indexSeconds = (performance.now() - started) / 1000;
const [top100, top1000] = [100, 1000].map((k) => perSecond(stopped, k));
const scores = [0, 1, 2, 1_000, 2_000, 3_000].map((
  query,
) => [...stopped.search(queries[query], 100).scores]);
const all = buildBM25(passages, parameters);
const [allWords100, allWords1000] = [100, 1000].map((k) => perSecond(all, k));
const peakBytes = residentBytes().peak;
printLine({ indexSeconds, top100, top1000, allWords100, allWords1000, peakBytes, scores });

function perSecond(index: BM25, k: number): number {
  const started = performance.now();
  for (const query of queries) index.search(query, k);
  return 1000 * queries.length / (performance.now() - started);
}
