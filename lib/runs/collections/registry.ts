/** All collections that runs know by name. To add one: a file for it, its test, and its name in `collections`. */
import { didYouMean, UserError } from "../../base/mod.ts";
import type { CollectionEntry, PartSizes } from "./collection_entry.ts";
import { folderEntry } from "./folder.ts";
import { medquad } from "./medquad.ts";
import { msMarco } from "./ms_marco.ts";
import { squadSentences } from "./squad_sentences.ts";
import { wordnet } from "./wordnet.ts";

export const collections: readonly CollectionEntry[] = [wordnet, medquad, squadSentences, msMarco];

/** What a run searches: a subset of a registered collection, or of a folder. */
export interface CollectionChoice {
  /** The registered name, or the folder's. */
  readonly name: string;
  readonly subset: string;
  /** Absent for a registered collection. Where the folder lies does not count as a part of what a run is. */
  readonly folder?: string;
  /** Of the folder's content; absent for a registered collection, unless it is a sample of one. */
  readonly fingerprint?: string;
  /** The sizes of a subset that the collection has no name for. */
  readonly sizes?: PartSizes;
  /** The named subset whose queries such a subset has; absent for the whole's. */
  readonly of?: string;
}

/** What an entry needs to know of a choice: the named subset that it is, or is a part of. */
export function namedPart({ subset, of = subset, fingerprint }: CollectionChoice): {
  readonly subset: string;
  readonly fingerprint?: string;
} {
  return { subset: of, ...(fingerprint !== undefined && { fingerprint }) };
}

/**
 * The entry of a collection.
 *
 * @throws UserError for a name that is not registered.
 */
export function entryOf({ name, folder, fingerprint }: Omit<CollectionChoice, "subset">): CollectionEntry {
  if (folder !== undefined) return folderEntry(folder, fingerprint ?? "");
  const found = collections.find((each) => each.name === name);
  if (found) return found;
  const names = collections.map((each) => each.name);
  throw new UserError(
    `Expected a registered collection (${names.join(", ")}) but found "${name}".${didYouMean(name, names)}`,
  );
}

/** The collection that publishes a list of triples besides its own; undefined where none has a list of that name. */
export function entryWithList(list: string): CollectionEntry | undefined {
  return collections.find(({ lists }) => lists?.includes(list));
}

/**
 * The sizes of a subset's parts.
 *
 * @throws UserError for a collection or subset that there is not.
 */
export function sizesOf(choice: CollectionChoice): PartSizes {
  if (choice.sizes) return choice.sizes;
  const { subsets, name } = entryOf(choice);
  if (Object.hasOwn(subsets, choice.subset)) return subsets[choice.subset];
  const names = Object.keys(subsets);
  throw new UserError(
    `Expected a subset of ${name} (${names.join(", ")}) but found "${choice.subset}".${
      didYouMean(choice.subset, names)
    }`,
  );
}

/** The name of what is searched: `wordnet`, or the part's own, `wordnet-laptop`. */
export function choiceLabel({ name, subset }: CollectionChoice): string {
  return subset === "whole" ? name : `${name}-${subset}`;
}

/** The clusters of queries, by their ids: queries of a cluster are no independent sample. */
export function clustersOf(choice: CollectionChoice, queries: readonly string[]): string[] {
  const { clusterOf = (query: string) => query } = entryOf(choice);
  return queries.map(clusterOf);
}

/** The names of all subsets of registered collections. */
export function subsetNames(): string[] {
  return [...new Set(collections.flatMap(({ subsets }) => Object.keys(subsets)))];
}
