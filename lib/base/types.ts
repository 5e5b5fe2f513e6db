/**
 * The plain data that every folder shares.
 *
 * Texts are addressed by position: a query or passage is its index in `Texts`; ids are for files and people.
 */

/** Texts with their ids, in a fixed order. The lists may be nowhere in memory (see `lazyList`). */
export interface Texts {
  readonly ids: readonly string[];
  readonly texts: readonly string[];
  /** Characters of the title that each text begins with, and the space behind it; absent where no text has a title. */
  readonly titleLengths?: readonly number[];
}

/** Relevance grades: query id, then passage id; what is absent is unjudged. */
export type Qrels = Map<string, Map<string, number>>;

export type SplitName = "train" | "dev" | "test";

/** A test collection. */
export interface Collection {
  /** Its name, as tables print it: `wordnet`, or a sub-collection's own name. */
  readonly name: string;
  readonly passages: Texts;
  readonly queries: Texts;
  readonly qrels: Qrels;
  /** Positions in `queries`. */
  readonly split: Record<SplitName, Int32Array>;
  /** The lowest grade of a relevant passage, by split, in measures that know only relevant or not; default 1. */
  readonly relevantFrom?: Readonly<Partial<Record<SplitName, number>>>;
}

/** Training triples as positions: `queries[i]` in the queries, the other two in the passages. */
export interface Triples {
  readonly queries: Int32Array;
  readonly positives: Int32Array;
  readonly negatives: Int32Array;
}

/** A ranking of passages, best first. */
export interface Ranking {
  readonly ids: string[];
  readonly scores: Float64Array;
}

/** Rankings by query id. */
export type Run = Map<string, Ranking>;

/**
 * A list of texts as tokens, packed: text i is `ids[offsets[i] .. offsets[i + 1]]`, special tokens included.
 * There is no padding.
 */
export interface TokenBatch {
  readonly ids: Int32Array;
  /** `[texts + 1]` */
  readonly offsets: Int32Array;
  /** Of pairs of texts, the type of each token: 0 in the first text of its pair, 1 in the second. Else absent. */
  readonly types?: Int32Array;
}
