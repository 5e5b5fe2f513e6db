/** What the runs on a subset share: the collection, its triples, and what is searched. */
import { type Collection, generator, Positions, shuffle, type SplitName, type Triples } from "../base/mod.ts";
import { type BM25, bm25Of, type Hits, subCollection } from "../retrieval/mod.ts";
import type { PartSize } from "./collections/collection_entry.ts";
import { choiceLabel, type CollectionChoice, entryOf, sizesOf } from "./collections/registry.ts";
import type { SearchSet } from "./search_set.ts";
import { dataSeed, rerankDepth } from "./sizes.ts";

export interface PreparedData {
  /** What is trained on; the triples are positions in it. */
  readonly training: Collection;
  readonly triples: Triples;
  readonly dev: SearchSet;
  readonly test: SearchSet;
  /** BM25's candidates for each test query over the whole collection, those outside of `test` left out. */
  readonly candidates: Hits[];
}

const prepared = new Map<string, Promise<PreparedData>>();

/** Prepares a subset, once a process; the first time on a machine takes a minute or two, later the cache helps. */
export function prepareData(choice: CollectionChoice): Promise<PreparedData> {
  const key = `${choiceLabel(choice)} ${choice.fingerprint ?? ""}`;
  let found = prepared.get(key);
  if (!found) {
    prepared.set(key, found = prepare(choice));
    // A failure is not kept: what was missing may be there the next time.
    found.catch(() => prepared.delete(key));
  }
  return found;
}

async function prepare(choice: CollectionChoice): Promise<PreparedData> {
  const entry = entryOf(choice);
  const whole = await entry.load();
  const sizes = sizesOf(choice);
  const wholePositions = new Positions(whole.passages.ids);
  const searchSet = (split: SplitName, size: "all" | PartSize): SearchSet => {
    const collection = part(whole, { choice, split, size });
    const queries = collection.split[split];
    const ids = Array.from(queries, (query) => collection.queries.ids[query]);
    return {
      collection,
      queries,
      qrels: new Map(ids.map((id) => [id, collection.qrels.get(id)!])),
      wholePositions: Int32Array.from(collection.passages.ids, (id) => wholePositions.get(id)!),
    };
  };
  const training = part(whole, { choice, split: "train", size: sizes.train });
  const triples = await entry.triples(training, { seed: dataSeed });
  const test = searchSet("test", sizes.test);
  return {
    training,
    triples,
    dev: searchSet("dev", sizes.dev),
    test,
    candidates: candidatesOf(test, bm25Of(whole.passages)),
  };
}

interface PartOptions {
  readonly choice: CollectionChoice;
  readonly split: SplitName;
  readonly size: "all" | PartSize;
}

function part(whole: Collection, { choice, split, size }: PartOptions): Collection {
  if (size === "all") return whole;
  const { queries, judged, depth, random } = size;
  const name = `${choiceLabel(choice)}${split === "test" ? "" : `-${split}`}`;
  const all = whole.split[split];
  // `subCollection` keeps the judged passages of all queries of the split that it is given.
  const kept = judged === "of the queries"
    ? shuffle(all.slice(), generator(dataSeed)).slice(0, queries)
    : all;
  const narrowed = { ...whole, split: { ...whole.split, [split]: kept } };
  return subCollection(narrowed, { name, split, queries, depth, random, seed: dataSeed });
}

function candidatesOf({ collection, queries, wholePositions }: SearchSet, bm25: BM25): Hits[] {
  const inside = new Map<number, number>();
  wholePositions.forEach((position, i) => inside.set(position, i));
  return Array.from(queries, (query) => {
    const found = bm25.search(collection.queries.texts[query], rerankDepth);
    const kept = [...found.positions.keys()].filter((i) => inside.has(found.positions[i]));
    return {
      positions: Int32Array.from(kept, (i) => inside.get(found.positions[i])!),
      scores: Float32Array.from(kept, (i) => found.scores[i]),
    };
  });
}
