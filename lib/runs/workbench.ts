/** What the runs of a subset share: the collection, its triples, and what is searched. */
import {
  type Collection,
  generator,
  type Qrels,
  type Ranking,
  type Run,
  shuffle,
  type SplitName,
  type Triples,
} from "../base/mod.ts";
import { loadWordNet } from "../data/mod.ts";
import { type BM25, bm25Of, mineTriples, subCollection } from "../retrieval/mod.ts";
import { evaluate, type Evaluation } from "../metrics/mod.ts";
import type { Subset } from "./config.ts";
import { dataSeed, rerankDepth, type SubsetSize, subsetSizes } from "./sizes.ts";

/** Something to search: queries of one split, and passages. */
export interface Bench {
  readonly collection: Collection;
  /** `[Q]` Positions in the collection's queries. */
  readonly queries: Int32Array;
  /** Judgements of these queries alone. */
  readonly qrels: Qrels;
  /** `[P]` Position of each passage in the whole collection. */
  readonly wholePositions: Int32Array;
}

export interface Workbench {
  /** What is trained on; the triples are positions in it. */
  readonly training: Collection;
  readonly triples: Triples;
  readonly dev: Bench;
  readonly test: Bench;
  /** BM25's candidates for each test query over the whole collection, those outside of `test` left out. */
  readonly candidates: { readonly positions: Int32Array; readonly scores: Float32Array }[];
}

const opened = new Map<Subset, Promise<Workbench>>();

/** Prepares a subset, once a process; the first time on a machine takes a minute or two, later the cache helps. */
export function openWorkbench(subset: Subset): Promise<Workbench> {
  let found = opened.get(subset);
  if (!found) {
    opened.set(subset, found = prepare(subset));
    // A failure is not kept: what was missing may be there the next time.
    found.catch(() => opened.delete(subset));
  }
  return found;
}

async function prepare(subset: Subset): Promise<Workbench> {
  const whole = await loadWordNet();
  const sizes = subsetSizes[subset];
  const wholePositions = new Map(whole.passages.ids.map((id, i) => [id, i]));
  const bench = (split: SplitName, size: "all" | SubsetSize): Bench => {
    const collection = part(whole, { subset, split, size });
    const queries = collection.split[split];
    const ids = Array.from(queries, (query) => collection.queries.ids[query]);
    return {
      collection,
      queries,
      qrels: new Map(ids.map((id) => [id, collection.qrels.get(id)!])),
      wholePositions: Int32Array.from(collection.passages.ids, (id) => wholePositions.get(id)!),
    };
  };
  const training = part(whole, { subset, split: "train", size: sizes.train });
  const triples = await mineTriples(training, { seed: dataSeed });
  const test = bench("test", sizes.test);
  return {
    training,
    triples,
    dev: bench("dev", sizes.dev),
    test,
    candidates: candidatesOf(test, bm25Of(whole.passages)),
  };
}

interface PartOptions {
  readonly subset: Subset;
  readonly split: SplitName;
  readonly size: "all" | SubsetSize;
}

function part(whole: Collection, { subset, split, size }: PartOptions): Collection {
  if (size === "all") return whole;
  const { queries, synsets, depth, random } = size;
  const name = `${whole.name}-${subset}${split === "test" ? "" : `-${split}`}`;
  const all = whole.split[split];
  // Of the other queries of the split, `subCollection` keeps the synsets: as many as are asked for.
  const kept = synsets === "of the queries"
    ? shuffle(all.slice(), generator(dataSeed)).slice(0, queries)
    : all;
  const narrowed = { ...whole, split: { ...whole.split, [split]: kept } };
  return subCollection(narrowed, { name, split, queries, depth, random, seed: dataSeed });
}

function candidatesOf({ collection, queries, wholePositions }: Bench, bm25: BM25): Workbench["candidates"] {
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

/** Best passages of each query of a bench, best first. */
export type Found = { readonly positions: Int32Array; readonly scores: Float32Array }[];

/** Rankings by query id, from positions in the bench's passages. */
export function asRun({ collection, queries }: Bench, found: Found): Run {
  const ids = collection.passages.ids;
  return new Map(found.map(({ positions, scores }, i): [string, Ranking] => [
    collection.queries.ids[queries[i]],
    { ids: Array.from(positions, (position) => ids[position]), scores: Float64Array.from(scores) },
  ]));
}

/** Evaluates rankings; queries are in the bench's order. */
export function measure(bench: Bench, found: Found, measures: readonly string[]): Evaluation {
  return evaluate(asRun(bench, found), bench.qrels, { measures });
}
