/** A part of a collection with some queries of every split: small enough to try things on. */
import { type Collection, generator, type Qrels, shuffle, type SplitName, textsAt } from "../base/mod.ts";
import { checkCollection } from "../data/mod.ts";
import { positionsMarked } from "./marked.ts";
import { positionsById } from "./relevant.ts";
import { bm25Of } from "./shared_index.ts";

export interface CollectionPartOptions {
  /** The part's own name, as tables print it. */
  readonly name: string;
  /** Queries of each split at most; default all. */
  readonly queries?: Partial<Record<SplitName, number>>;
  /** BM25's best passages that are kept for each query taken. */
  readonly depth: number;
  /** Other passages that are kept, drawn uniformly; Infinity keeps all. */
  readonly random: number;
  readonly seed: number;
}

/**
 * Takes queries of each split, all passages that are judged for them, BM25's best passages for them, and a random sample of
 * the others. Queries and passages keep their order.
 *
 * Values are higher than on the whole collection, because there are fewer passages to confuse.
 *
 * @throws UserError where the collection is empty, or a query of a split has no relevant passage.
 */
export function collectionPart(collection: Collection, options: CollectionPartOptions): Collection {
  const { name, queries: most = {}, depth, random: others, seed } = options;
  const { passages, queries, qrels } = collection;
  checkCollection(collection);
  const random = generator(seed);
  const taken = (["train", "dev", "test"] as const).map((split) => {
    const mixed = shuffle(collection.split[split].slice(), random);
    return { split, queries: mixed.subarray(0, most[split] ?? mixed.length) };
  });
  const kept = Int32Array.from(taken.flatMap(({ queries }) => [...queries])).sort();

  const positions = positionsById(passages.ids);
  const keep = new Uint8Array(passages.ids.length);
  const index = depth > 0 ? bm25Of(passages) : undefined;
  for (const query of kept) {
    for (const id of qrels.get(queries.ids[query])!.keys()) keep[positions.get(id) ?? -1] = 1;
    for (const position of index?.search(queries.texts[query], depth).positions ?? []) keep[position] = 1;
  }
  const rest = positionsMarked(keep, 0);
  for (const position of shuffle(rest, random).subarray(0, others)) keep[position] = 1;
  const left = positionsMarked(keep, 1);

  const cut: Qrels = new Map();
  for (const query of kept) {
    const grades = [...qrels.get(queries.ids[query])!].filter(([passage]) => positions.has(passage));
    cut.set(queries.ids[query], new Map(grades));
  }
  const places = new Map(Array.from(kept, (query, place) => [query, place]));
  const split = Object.fromEntries(
    taken.map((each) => [each.split, each.queries.map((query) => places.get(query)!).sort()]),
  );
  return {
    name,
    passages: textsAt(passages, left),
    queries: textsAt(queries, kept),
    qrels: cut,
    split: split as Collection["split"],
  };
}
