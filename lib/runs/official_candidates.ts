/** The candidates that a task hands out to be reordered, such as the best 1,000 of TREC's Deep Learning track. */
import { type Collection, Positions, textsAt, UserError } from "../base/mod.ts";
import type { Hits } from "../retrieval/mod.ts";
import type { SearchSet } from "./search_set.ts";

/** What is reordered: the dev queries that have candidates, and these. */
export interface Candidates {
  /** Its passages are the candidates of all its queries. */
  readonly set: SearchSet;
  /** `[Q]` Positions in the set's passages, in the order in which they were handed out; their scores say nothing. */
  readonly hits: Hits[];
}

/**
 * The official candidates of the dev queries.
 *
 * Only the judgements of candidates count, as in the reference: a relevant passage that is none of them is not missed.
 *
 * @param candidates Ids of passages, by query; queries that are no dev queries are left out.
 * @throws UserError where no dev query has candidates, or one is not in the collection.
 */
export function officialCandidates(
  { name, passages, queries, qrels, split, relevantFrom }: Collection,
  candidates: ReadonlyMap<string, readonly string[]>,
): Candidates {
  const asked = split.dev.filter((query) => candidates.has(queries.ids[query]));
  if (asked.length === 0) {
    throw new UserError(
      `Expected official candidates of the dev queries of ${name} but found none: validate by search or reranking, or ` +
        "name a subset that has them, such as msmarco-passage#dl20.",
    );
  }
  const positions = new Positions(passages.ids);
  const ofQuery = Array.from(asked, (query) =>
    candidates.get(queries.ids[query])!.map((id) => {
      const position = positions.get(id);
      if (position !== undefined) return position;
      throw new UserError(
        `Expected passage "${id}", a candidate of query "${
          queries.ids[query]
        }", in ${name} but did not find it.`,
      );
    }));
  const kept = Int32Array.from(new Set(ofQuery.flat())).sort();
  const places = new Map(Array.from(kept, (position, place) => [position, place]));
  const cut = new Map(Array.from(asked, (query, i) => {
    const id = queries.ids[query];
    const mine = new Set(ofQuery[i].map((position) => passages.ids[position]));
    return [id, new Map([...qrels.get(id)!].filter(([passage]) => mine.has(passage)))];
  }));
  const all = Int32Array.from(asked.keys());
  const none = new Int32Array(0);
  const collection: Collection = {
    name: `${name}-candidates`,
    passages: textsAt(passages, kept),
    queries: textsAt(queries, asked),
    qrels: cut,
    split: { train: none, dev: all, test: none },
  };
  return {
    set: { collection, queries: all, qrels: cut, wholePositions: kept, relevantFrom: relevantFrom?.dev },
    hits: ofQuery.map((mine) => ({
      positions: Int32Array.from(mine, (position) => places.get(position)!),
      scores: new Float32Array(mine.length),
    })),
  };
}
