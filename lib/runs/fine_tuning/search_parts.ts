/** The sizes of what a fine-tuning is validated and tested on, where there are many passages. */

/** Passages up to which a search is over all of them. */
export const FEW = 2000;

/** Queries that are searched for, BM25's best passages of each, and passages drawn at random, where they are many. */
export const PARTS = {
  dev: { queries: 100, depth: 5, random: 100 },
  test: { queries: 300, depth: 10, random: 500 },
} as const;
