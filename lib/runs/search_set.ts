/** What a run searches: the queries of one split, and passages. */
import type { Collection, Qrels, Run } from "../base/mod.ts";
import { evaluate, type Evaluation } from "../metrics/mod.ts";
import type { Hits } from "../retrieval/mod.ts";
import { toRun } from "../trec/mod.ts";

export interface SearchSet {
  readonly collection: Collection;
  /** `[Q]` Positions in the collection's queries. */
  readonly queries: Int32Array;
  /** Judgements of these queries alone. */
  readonly qrels: Qrels;
  /** `[P]` Position of each passage in the whole collection. */
  readonly wholePositions: Int32Array;
}

/** How many texts a search has to embed. */
export function textsOf({ queries, collection }: SearchSet): number {
  return queries.length + collection.passages.ids.length;
}

/** Rankings by query id. */
export function asRun({ collection, queries }: SearchSet, hits: readonly Hits[]): Run {
  const ids = Array.from(queries, (query) => collection.queries.ids[query]);
  return toRun(hits, { queries: ids, passages: collection.passages.ids });
}

/** Evaluates the hits of each query; queries stay in the set's order. */
export function measure(set: SearchSet, hits: readonly Hits[], measures: readonly string[]): Evaluation {
  return evaluate(asRun(set, hits), set.qrels, { measures });
}
