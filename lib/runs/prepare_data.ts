/** What the runs on a subset share: the collection, its triples, and what is searched. */
import { type Collection, generator, shuffle, type SplitName, type Triples } from "../base/mod.ts";
import { type Hits, sharedBM25, subCollection } from "../retrieval/mod.ts";
import type { PartSize } from "./collections/collection_entry.ts";
import { choiceLabel, type CollectionChoice, entryOf, namedPart, sizesOf } from "./collections/registry.ts";
import type { RunConfig } from "./config.ts";
import { withFalseNegatives } from "./false_negatives.ts";
import { type Candidates, officialCandidates } from "./official_candidates.ts";
import type { SearchSet } from "./search_set.ts";
import { dataSeed, rerankDepth } from "./sizes.ts";
import { chosenTriples } from "./triple_choice.ts";
import { hitsInside, wholePositionsIn } from "./whole_positions.ts";

export interface PreparedData {
  /** What is trained on; the triples are positions in it. */
  readonly training: Collection;
  readonly triples: Triples;
  readonly dev: SearchSet;
  readonly test: SearchSet;
  /** BM25's candidates for each dev and test query over the whole collection, those outside of its search set left out. */
  readonly candidates: { readonly dev: Hits[]; readonly test: Hits[] };
  /**
   * The candidates that the collection's task hands out for dev queries.
   *
   * @throws UserError where it hands out none.
   */
  official(): Promise<Candidates>;
}

const prepared = new Map<string, Promise<unknown>>();

/** Prepares something once a process. */
function once<T>(key: unknown, prepare: () => Promise<T>): Promise<T> {
  const name = JSON.stringify(key);
  const found = prepared.get(name) as Promise<T> | undefined;
  if (found) return found;
  const fresh = prepare();
  prepared.set(name, fresh);
  // A failure is not kept: what was missing may be there the next time.
  fresh.catch(() => prepared.delete(name));
  return fresh;
}

/** Prepares a subset, once a process; the first time on a machine takes a minute or two, later the cache helps. */
export async function prepareData(
  { collection, triples: choice, falseNegatives }: Pick<
    RunConfig,
    "collection" | "triples" | "falseNegatives"
  >,
): Promise<PreparedData> {
  const shared = await once(collection, () => prepareParts(collection));
  const { training, ownTriples, ...others } = shared;
  const triples = choice
    ? await once([collection, choice], () => chosenTriples(training, choice))
    : await once([collection, "own triples"], ownTriples);
  if (!falseNegatives) return { ...others, training, triples };
  const spoilt = await once(
    [collection, choice, falseNegatives],
    () => Promise.resolve(withFalseNegatives(training, triples, { share: falseNegatives, seed: dataSeed })),
  );
  return { ...others, training, triples: spoilt };
}

/** What is trained on: the collection, or a part of it. */
export async function trainingOf(collection: CollectionChoice): Promise<Collection> {
  return (await once(collection, () => prepareParts(collection))).training;
}

async function prepareParts(choice: CollectionChoice) {
  const entry = entryOf(choice);
  const whole = await entry.load(namedPart(choice));
  const sizes = sizesOf(choice);
  const bm25 = await sharedBM25(whole.passages);
  const positionsOf = wholePositionsIn(whole.passages);
  const searchSet = (split: SplitName, size: "all" | PartSize): SearchSet => {
    const collection = part(whole, { choice, split, size });
    const queries = collection.split[split];
    const ids = Array.from(queries, (query) => collection.queries.ids[query]);
    return {
      collection,
      queries,
      qrels: new Map(ids.map((id) => [id, collection.qrels.get(id)!])),
      wholePositions: positionsOf(collection.passages),
      relevantFrom: whole.relevantFrom?.[split],
    };
  };
  const training = part(whole, { choice, split: "train", size: sizes.train });
  const dev = searchSet("dev", sizes.dev), test = searchSet("test", sizes.test);
  const candidatesOf = ({ collection, queries, wholePositions }: SearchSet): Hits[] => {
    const found = Array.from(queries, (query) => bm25.search(collection.queries.texts[query], rerankDepth));
    return hitsInside(found, { wholePositions, size: whole.passages.ids.length });
  };
  return {
    training,
    ownTriples: () => entry.triples(training, { seed: dataSeed }),
    dev,
    test,
    candidates: { dev: candidatesOf(dev), test: candidatesOf(test) },
    official: () =>
      once(
        [choice, "official"],
        async () => officialCandidates(whole, await entry.candidates?.(namedPart(choice)) ?? new Map()),
      ),
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
