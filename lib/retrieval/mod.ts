/** Search, and what is built on it: BM25, dense search, mined triples, sub-collections, run and qrels files. */
export * from "./bm25.ts";
export * from "./dense.ts";
export * from "./mine.ts";
export * from "./qrels.ts";
export * from "./ranking.ts";
export { readRun, writeRun } from "./runs.ts";
export * from "./shared_index.ts";
export * from "./sub_collection.ts";
