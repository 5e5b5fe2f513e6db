/** A smaller collection from a larger one, with the passages that make it hard. */
import {
  type Collection,
  generator,
  type Qrels,
  shuffle,
  type SplitName,
  textsAt,
  UserError,
} from "../base/mod.ts";
import { checkCollection } from "../data/mod.ts";
import { positionsMarked } from "./marked.ts";
import { bestPassages, positionsById } from "./relevant.ts";
import { bm25Of } from "./shared_index.ts";

export interface SubCollectionOptions {
  /** The new collection's own name, as tables print it. */
  readonly name: string;
  /** The split that the queries come from. */
  readonly split: SplitName;
  /** How many queries to take; default all. */
  readonly queries?: number;
  /** How many passages of BM25's ranking to keep for each query taken. */
  readonly depth: number;
  /** How many other passages to keep, drawn uniformly. */
  readonly random: number;
  readonly seed: number;
}

/**
 * Takes queries of one split. Of the passages it keeps the best judged ones of all queries of the split, BM25's top
 * `depth` for the taken queries, and a random sample of the others.
 *
 * Queries and passages keep their order, and the qrels keep only passages that are there. Scores are higher than on
 * the whole collection, because there are fewer passages to confuse.
 *
 * @returns A collection whose other splits are empty.
 * @throws UserError where the split is empty or one of its queries has no relevant passage.
 */
export function subCollection(collection: Collection, options: SubCollectionOptions): Collection {
  const { passages, queries, qrels, relevantFrom } = collection;
  checkCollection(collection);
  const all = collection.split[options.split];
  if (all.length === 0) {
    throw new UserError(
      `Expected collection "${collection.name}" to have ${options.split} queries but found none.`,
    );
  }
  const random = generator(options.seed);
  const taken = shuffle(all.slice(), random).subarray(0, options.queries ?? all.length).sort();

  const positions = positionsById(passages.ids);
  const keep = new Uint8Array(passages.ids.length);
  for (const query of all) for (const id of bestPassages(collection, query)) keep[positions.get(id)!] = 1;
  const index = bm25Of(passages);
  for (const query of taken) {
    for (const position of index.search(queries.texts[query], options.depth).positions) keep[position] = 1;
  }
  const others = positionsMarked(keep, 0);
  for (const position of shuffle(others, random).subarray(0, options.random)) keep[position] = 1;

  const kept = positionsMarked(keep, 1);
  const cut: Qrels = new Map();
  for (const query of taken) {
    const id = queries.ids[query];
    cut.set(id, new Map([...qrels.get(id)!].filter(([passage]) => keep[positions.get(passage)!])));
  }
  return {
    name: options.name,
    passages: textsAt(passages, kept),
    queries: textsAt(queries, taken),
    qrels: cut,
    split: {
      train: new Int32Array(0),
      dev: new Int32Array(0),
      test: new Int32Array(0),
      [options.split]: Int32Array.from(taken.keys()),
    },
    ...(relevantFrom && { relevantFrom }),
  };
}
