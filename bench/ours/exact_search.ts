/** Exact search; the same work as `peers/exact_search.py`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { engine } from "../../lib/engine/mod.ts";
import { readEmbeddings } from "../../lib/data/mod.ts";
import { denseSearch, denseSearchBlocks, type Hits } from "../../lib/retrieval/mod.ts";
import { contestantArgs, printLine, residentBytes } from "../harness/contestant.ts";

const { folder, args: [from] } = contestantArgs();
const options = { width: 384, k: 1000 };

const queries = await floats("queries.f32");
const passages = from === "memory" ? await floats("passages.f32") : undefined;
let hits: Hits[], best = Infinity;
for (let round = 0; round < 3; round++) {
  const started = performance.now();
  hits = passages
    ? denseSearch(queries, passages, options)
    : await denseSearchBlocks(queries, blocks(), options);
  best = Math.min(best, (performance.now() - started) / 1000);
}
const rankings = [0, 1, 500, 999].map((query) => ({
  positions: [...hits[query].positions],
  scores: [...hits[query].scores],
}));
printLine(
  { queriesPerSecond: queries.length / options.width / best, peakBytes: residentBytes().peak, rankings },
  { TensorFlow: engine.tensorflow ?? engine.backend },
);

async function* blocks() {
  for await (const { vectors } of readEmbeddings(path.join(folder, "passages.arrow"))) yield vectors;
}

async function floats(name: string): Promise<Float32Array> {
  const { buffer, byteOffset, byteLength } = await readFile(path.join(folder, name));
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}
