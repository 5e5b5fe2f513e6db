/** Search: BM25, dense search, reranking, mined triples, sub-collections. */
export { faissVersion, startFaissSearch } from "./approximate/faiss_search.ts";
export { shareFound } from "./approximate/loss.ts";
export * from "./bm25/mod.ts";
export * from "./cached_embeddings.ts";
export * from "./candidates.ts";
export * from "./contradictions.ts";
export { collectionPart, type CollectionPartOptions } from "./collection_part.ts";
export * from "./dense.ts";
export { denseRun, denseRunOf, type DenseTask } from "./dense_run.ts";
export { embedInChunks, type EmbedInChunksOptions } from "./embed_in_chunks.ts";
export * from "./mine.ts";
export * from "./negatives.ts";
export * from "./own_passages.ts";
export {
  type BiEncoderScorer,
  biEncoderScorer,
  crossEncoderScorer,
  loadPairScorer,
  type PairScorer,
  type ScorerLengths,
} from "./pair_scorer.ts";
export { pairsToScore, rerankRun, type RerankTask } from "./rerank_run.ts";
export {
  type MarginMoments,
  marginMoments,
  scaledScores,
  teacherScale,
  type TripleScores,
} from "./teacher_scale.ts";
export {
  type ScoringCost,
  type TeacherScores,
  teacherScores,
  type TeacherScoresOptions,
} from "./teacher_scores.ts";
export { rescore } from "./rescore.ts";
export type { SearchTask } from "./search_task.ts";
export * from "./shared_index.ts";
export * from "./sub_collection.ts";
