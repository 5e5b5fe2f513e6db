/** Search, and what is built on it: BM25, dense search, mined triples, sub-collections. */
export * from "./analyser.ts";
export * from "./bm25.ts";
export * from "./bm25_file.ts";
export { type BM25Parameters, type Variant, VARIANTS } from "./bm25_variants.ts";
export * from "./dense.ts";
export * from "./cached_embeddings.ts";
export { type BM25Options, indexTexts, type InvertedIndex } from "./inverted_index.ts";
export { denseRun, type DenseTask, type SearchTask } from "./dense_run.ts";
export * from "./mine.ts";
export * from "./ranking.ts";
export * from "./shared_index.ts";
export * from "./sub_collection.ts";
