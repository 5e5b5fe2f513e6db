/** Sizes that all runs share: part of what a run is, and of its hash. */

/** BM25's candidates that are reordered for the reranking measure. */
export const rerankDepth = 30;

/** Passages kept of a ranking; the deepest measure is R@100. */
export const rankingDepth = 100;

/** Seeds the data (sub-collections, negatives), apart from a run's own seed, so that runs share their data. */
export const dataSeed = 20250717;

/** Where texts are cut, in tokens, special ones included; in training and in ranking. */
export const lengths = { maxQueryLength: 20, maxPassageLength: 200 } as const;
