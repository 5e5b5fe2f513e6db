/** All collections that runs know by name. To add one: a file for it, its test, and its name in `collections`. */
import type { CollectionEntry, PartSizes } from "./collection_entry.ts";
import { wordnet } from "./wordnet.ts";

export const collections: readonly CollectionEntry[] = [wordnet];

/** What a run searches: a subset of a registered collection. */
export interface CollectionChoice {
  readonly name: string;
  readonly subset: string;
}

/**
 * A registered collection.
 *
 * @throws TypeError for a name that is not registered.
 */
export function collectionNamed(name: string): CollectionEntry {
  const found = collections.find((each) => each.name === name);
  if (!found) throw new TypeError(`Expected a registered collection but found "${name}"`);
  return found;
}

/**
 * The sizes of a subset's parts.
 *
 * @throws TypeError for a collection or subset that is not registered.
 */
export function sizesOf({ name, subset }: CollectionChoice): PartSizes {
  const { subsets } = collectionNamed(name);
  if (!Object.hasOwn(subsets, subset)) {
    throw new TypeError(`Expected a subset of ${name} but found "${subset}"`);
  }
  return subsets[subset];
}

/** The name of what is searched: `wordnet`, or the part's own, `wordnet-laptop`. */
export function choiceLabel({ name, subset }: CollectionChoice): string {
  return subset === "whole" ? name : `${name}-${subset}`;
}

/** The names of all subsets of registered collections. */
export function subsetNames(): string[] {
  return [...new Set(collections.flatMap(({ subsets }) => Object.keys(subsets)))];
}
