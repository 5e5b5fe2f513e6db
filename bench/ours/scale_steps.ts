/** One step of the work on a generated MS MARCO, by its name; a process each, so that each has its own peak of memory. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { generator, inCache, mirrorFolder, type Texts } from "../../lib/base/mod.ts";
import { loadMSMarco, MS_MARCO, msMarcoSplits } from "../../lib/data/mod.ts";
import { loadBM25, openBM25 } from "../../lib/retrieval/bm25/mod.ts";
import { ownBytes, residentBytes } from "../harness/contestant.ts";

/** Texts of a step of training: 128 triples. */
const BATCH = 3 * 128;
const BATCHES = 300, QUERIES = 200;

const file = inCache("scale.bm25");
const load = () => loadMSMarco(msMarcoSplits.dev);

const steps: Record<string, () => Promise<Record<string, unknown>>> = {
  /** The first reading, which writes the cache. */
  async cache() {
    const { seconds, cpu } = await timed(load);
    const [arrow] = readdirSync(inCache(MS_MARCO)).filter((name) => name.endsWith(".arrow"));
    return {
      cacheSeconds: seconds,
      cacheCpu: cpu,
      cacheBytes: residentBytes().peak,
      tsvSize: statSync(path.join(mirrorFolder()!, MS_MARCO, "collection.tsv")).size,
      arrowSize: statSync(inCache(MS_MARCO, arrow)).size,
    };
  },
  /** Opening the cached collection, and reading at random as training does. */
  async open() {
    const { seconds, cpu, result: { passages } } = await timed(load);
    const openBytes = residentBytes().peak;
    const batchMs = await batch(passages);
    return { openSeconds: seconds, openCpu: cpu, openBytes, batchMs, trainingBytes: ownBytes() };
  },
  /** The same texts as JavaScript's strings: what a batch takes then. */
  async strings() {
    const { passages } = await load();
    const strings = { ids: passages.ids, texts: [...passages.texts] };
    return { stringsMs: await batch(strings), stringsBytes: ownBytes() };
  },
  /** Indexing, and writing the index. */
  async index() {
    const { passages } = await load();
    const { seconds, cpu } = await timed(() => openBM25(passages, { file }));
    return {
      indexSeconds: seconds,
      indexCpu: cpu,
      indexBytes: residentBytes().peak,
      indexSize: statSync(file).size,
    };
  },
  /** Opening the index, and searching. */
  async search() {
    const { queries, split } = await load();
    const { seconds, cpu, result: bm25 } = await timed(() => loadBM25(file));
    const openIndexBytes = residentBytes().peak;
    const asked = Array.from(split.train.subarray(0, QUERIES), (query) => queries.texts[query]);
    const searched = await timed(() => asked.forEach((text) => bm25.search(text, 1000)));
    const queryMs = 1000 * searched.cpu / asked.length;
    return { openIndexSeconds: seconds, openIndexCpu: cpu, openIndexBytes, queryMs };
  },
};

console.log(JSON.stringify(await steps[Deno.args[0]]()));
process.exit(0);

/** How long something takes, on the clock and on processors, which do not count what other processes do meanwhile. */
async function timed<T>(act: () => Promise<T> | T): Promise<{ seconds: number; cpu: number; result: T }> {
  const started = performance.now(), before = process.cpuUsage();
  const result = await act();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - started) / 1000, cpu: (user + system) / 1e6, result };
}

/** Milliseconds of a processor for the texts of a batch, drawn from all passages. */
async function batch({ texts }: Texts): Promise<number> {
  const random = generator(4);
  let characters = 0;
  const { cpu } = await timed(() => {
    for (let i = 0; i < BATCHES * BATCH; i++) characters += texts[random.below(texts.length)].length;
  });
  if (characters === 0) throw new Error("Expected passages with texts");
  return 1000 * cpu / BATCHES;
}
