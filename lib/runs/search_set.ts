/** What a run searches: the queries of one split, and passages. */
import type { Collection, Qrels, Run } from "../base/mod.ts";
import { evaluate, type Evaluation, relevantFrom } from "../metrics/mod.ts";
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
  /** The lowest grade of a relevant passage, where a measure does not name one; default 1. */
  readonly relevantFrom?: number;
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

/**
 * Evaluates the hits of each query; queries stay in the set's order. Values have the names that were asked for, also where
 * the set counts from another grade than the name says.
 */
export function measure(set: SearchSet, hits: readonly Hits[], measures: readonly string[]): Evaluation {
  const { relevantFrom: grade = 1 } = set;
  const counting = measures.map((name) => relevantFrom(name, grade));
  const { values, means, ...others } = evaluate(asRun(set, hits), set.qrels, { measures: counting });
  const named = <T>(by: Record<string, T>) =>
    Object.fromEntries(measures.map((name, i) => [name, by[counting[i]]]));
  return { ...others, values: named(values), means: named(means) };
}
