/** What a fine-tuning is validated and tested on: all passages, or a fixed part where they are many. */
import { type Collection, counted, type SplitName } from "../../base/mod.ts";
import { subCollection } from "../../retrieval/mod.ts";
import type { SearchSet } from "../search_set.ts";
import { wholePositionsIn } from "../whole_positions.ts";
import { FEW, PARTS } from "./search_parts.ts";

export interface NamedSearchSet extends SearchSet {
  /** What was searched, as every line about a result says: queries and passages. */
  readonly label: string;
}

/**
 * The queries of a split and the passages that are searched for them.
 *
 * Where the collection is large, a fixed part is taken: some queries, their judged passages, BM25's best for each, and a
 * random sample. Values are higher there than over all passages.
 *
 * @param options.whole Whether all passages and queries are taken, however many they are.
 */
export function searchSetOf(
  collection: Collection,
  { split, seed, whole }: { split: "dev" | "test"; seed: number; whole: boolean },
): NamedSearchSet {
  const all = collection.passages.ids.length;
  const part = !whole && all > FEW ? partOf(collection, { split, seed }) : collection;
  const queries = part.split[split];
  const passages = part.passages.ids.length;
  const asked = counted(queries.length, `${split} query`, `${split} queries`);
  return {
    collection: part,
    queries,
    qrels: new Map(Array.from(queries, (query) => {
      const id = part.queries.ids[query];
      return [id, part.qrels.get(id)!];
    })),
    relevantFrom: collection.relevantFrom?.[split],
    wholePositions: wholePositionsIn(collection.passages)(part.passages),
    label: part === collection
      ? `${asked} over all ${counted(all, "passage")}`
      : `${asked} over ${counted(passages, "passage")} of ${all.toLocaleString("en")} ` +
        "(judged, BM25's best, and a random sample)",
  };
}

function partOf(
  collection: Collection,
  { split, seed }: { split: SplitName & keyof typeof PARTS; seed: number },
): Collection {
  const { queries, depth, random } = PARTS[split];
  // `subCollection` keeps the judged passages of all queries of the split: those of the queries taken are enough here.
  const taken = subCollection(collection, { name: "taken", split, queries, depth: 0, random: 0, seed });
  const ids = new Set(Array.from(taken.split[split], (query) => taken.queries.ids[query]));
  const narrowed = collection.split[split].filter((query) => ids.has(collection.queries.ids[query]));
  return subCollection(
    { ...collection, split: { ...collection.split, [split]: narrowed } },
    { name: `${collection.name}-${split}`, split, depth, random, seed },
  );
}
