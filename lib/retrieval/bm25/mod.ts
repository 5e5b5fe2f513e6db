/** BM25: words, inverted index, variants, an index on disk. None of it needs a tensor engine. */
export type { AnalyserOptions } from "./analyser.ts";
export { type BM25, buildBM25, type Hits } from "./bm25.ts";
export * from "./bm25_run.ts";
export * from "./hits_without.ts";
export * from "./index_file.ts";
export { type BM25Options, bm25Options } from "./inverted_index.ts";
export { type BM25Parameters, type Variant, VARIANTS } from "./variants.ts";
