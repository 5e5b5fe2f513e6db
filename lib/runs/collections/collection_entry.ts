/** What a collection is to runs: how it is loaded, its triples, and its parts of fixed sizes. */
import type { Collection, Triples } from "../../base/mod.ts";

/** A part of a collection: some queries, judged passages, BM25's best for the queries, and a random sample. */
export interface PartSize {
  readonly queries: number;
  /** Whose judged passages are in it: those of the queries taken, or of all queries of their split. */
  readonly judged: "of the queries" | "of the split";
  /** BM25's best passages of each query. */
  readonly depth: number;
  /** Passages drawn at random besides. */
  readonly random: number;
}

/** The parts that a run trains on, is validated on, and is tested on. */
export interface PartSizes {
  /** Train queries that get a triple. */
  readonly train: "all" | PartSize;
  /** Dev queries, searched for while a run trains. */
  readonly dev: PartSize;
  /** Test queries, searched for once a run is trained. */
  readonly test: "all" | PartSize;
}

/** What some runs take of a collection besides its texts and judgements. */
export interface CollectionUse {
  /** The lists of triples: undefined is the collection's own. */
  readonly lists: readonly (string | undefined)[];
  /** Whether they are validated on what its task hands out to be reordered. */
  readonly official: boolean;
}

/**
 * A registered collection. To add one: a file beside this one, its test, and a line in `registry.ts`.
 *
 * A change of sizes changes the hash of every run on that subset: they are part of what a run is.
 */
export interface CollectionEntry {
  /** As tables print it. */
  readonly name: string;
  load(part: { readonly subset: string; readonly fingerprint?: string }): Promise<Collection>;
  /** Where what is there now is another collection of this name, such as a sample: its fingerprint. */
  otherwise?(): Promise<string | undefined>;
  /**
   * Reads what some runs need, so that what is wrong with it is said once, before they begin. Absent where nothing can be
   * wrong, or a study opens the collection when it names it.
   *
   * @throws UserError as `load`, `triples` and `candidates`.
   */
  check?(part: { readonly subset: string; readonly fingerprint?: string }, use: CollectionUse): Promise<void>;
  /** The files that some runs need and this machine lacks; absent where there are none to be fetched for runs. */
  missing?(part: { readonly subset: string }, use: CollectionUse): Promise<readonly string[]>;
  /** Names of lists of triples that it publishes besides its own. */
  readonly lists?: readonly string[];
  /** Triples for the train queries of the collection, or of a part of it: its own, or those of another list. */
  triples(
    training: Collection,
    options: { readonly seed: number; readonly list?: string },
  ): Promise<Triples>;
  /** How many triples the train queries of the whole have; absent where each pair of a query and its passage has one. */
  tripleCount?(list?: string): Promise<number>;
  /** Passages that the collection's task hands out to be reordered for dev queries: their ids, by query; absent for none. */
  candidates?(part: { readonly subset: string }): Promise<ReadonlyMap<string, readonly string[]>>;
  /** How many dev queries have such passages, some 1,000 each, for an estimate of time. */
  candidateQueries?(part: { readonly subset: string }): number;
  /** The cluster of a query, where several ask for the same; absent where each query is its own. */
  clusterOf?(query: string): string;
  /** By name; `whole` is the collection itself. */
  readonly subsets: Readonly<Record<string, PartSizes>>;
  /** About how many passages and test queries it has, for an estimate of time. */
  readonly texts: number;
  /** How many these are where what is there now is another collection of this name; undefined where it is not. */
  textsHere?(): Promise<number | undefined>;
}
