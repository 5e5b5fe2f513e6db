/** A collection of MS MARCO's size: its texts mapped from Arrow, and BM25 over them. */
import type { Bench, Contestant } from "./harness/mod.ts";

const SIZES = [100_000, 1_000_000, 8_841_823];
const nameOf = (size: number) => `${size.toLocaleString("en")} passages`;
const PUBLISHED = nameOf(SIZES[2]);

const bench: Bench = {
  about:
    "A generated collection in MS MARCO's layout, up to its published size: passages of log-normal length, 56 words on " +
    "average, drawn by Zipf's law in two regimes from 3,000,000 words, 340 bytes a passage; judged queries in proportion. Every " +
    "step is a process. Caching reads collection.tsv and writes Arrow; opening does the whole collection, queries and " +
    "judgements with it. A batch is the texts of 128 triples, drawn from all passages, mapped or as JavaScript's strings. " +
    "Indexing is BM25's, all words kept, until the index is on disk. Each of 200 queries of six words gets its best 1,000. " +
    "Times are those of processors, all threads together, which do not count what else the machine does. GB of a step are " +
    "its peak of memory; own memory leaves out mapped files, whose pages the system takes back when it needs them.",
  contestants: SIZES.map((size): Contestant => ({
    name: nameOf(size),
    program: "ours/scale.ts",
    args: [`${size}`],
    size,
  })),
  measures: [
    { field: "cacheCpu", title: "caching, CPU s" },
    { field: "cacheBytes", title: "caching, GB", scale: 1e-9 },
    { field: "openCpu", title: "opening, CPU s" },
    { field: "openBytes", title: "opening, GB", scale: 1e-9 },
    { field: "batchMs", title: "batch, mapped, CPU ms" },
    { field: "stringsMs", title: "batch, strings, CPU ms" },
    { field: "trainingBytes", title: "own memory, mapped, GB", scale: 1e-9 },
    { field: "stringsBytes", title: "own memory, strings, GB", scale: 1e-9 },
    { field: "indexCpu", title: "indexing, CPU s" },
    { field: "indexBytes", title: "indexing, GB", scale: 1e-9 },
    { field: "openIndexCpu", title: "opening the index, CPU s" },
    { field: "openIndexBytes", title: "opening the index, GB", scale: 1e-9 },
    { field: "queryMs", title: "query, CPU ms" },
    { field: "tsvSize", title: "collection.tsv, GB", scale: 1e-9 },
    { field: "arrowSize", title: "Arrow, GB", scale: 1e-9 },
    { field: "indexSize", title: "index, GB", scale: 1e-9 },
  ],
  goals: [
    { field: "openCpu", of: PUBLISHED, atMost: 20 },
    { field: "openBytes", of: PUBLISHED, atMost: 1 },
    { field: "indexCpu", of: PUBLISHED, atMost: 900 },
    { field: "indexBytes", of: PUBLISHED, atMost: 8 },
  ],
};

export default bench;
