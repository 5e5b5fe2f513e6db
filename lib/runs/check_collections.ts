/** What runs need of their collections: checked before they begin, or named where this machine lacks it. */
import type { CollectionEntry, CollectionUse } from "./collections/collection_entry.ts";
import { entryOf, namedPart } from "./collections/registry.ts";
import type { RunConfig } from "./config.ts";

/** What a choice of triples, and a training, take of a collection. */
type Taking = Pick<RunConfig, "collection" | "training" | "triples">;

interface Needed {
  readonly entry: CollectionEntry;
  readonly part: ReturnType<typeof namedPart>;
  readonly use: CollectionUse;
}

/** What some runs need, once a collection and the queries that are its dev and test queries. */
function neededBy(runs: readonly Taking[]): Needed[] {
  const groups = Map.groupBy(
    runs,
    ({ collection }) => JSON.stringify([collection.name, collection.folder, namedPart(collection)]),
  );
  return [...groups.values()].map((group) => {
    const [{ collection }] = group;
    const trained = group.filter(({ training }) => training);
    const lists = trained.flatMap(({ triples }) =>
      !triples ? [undefined] : "list" in triples ? [triples.list] : []
    );
    const official = trained.some(({ training }) => training?.validateBy === "official");
    return {
      entry: entryOf(collection),
      part: namedPart(collection),
      use: { lists: [...new Set(lists)], official },
    };
  });
}

/**
 * Reads what some runs need of their collections once, before any begins. What is read is kept in the cache for them.
 *
 * @throws UserError where a file is missing or malformed.
 */
export async function checkCollections(runs: readonly Taking[]): Promise<void> {
  for (const { entry, part, use } of neededBy(runs)) await entry.check?.(part, use);
}

/** The files that some runs need of their collections and this machine lacks, by the name of the collection. */
export async function missingOfCollections(
  runs: readonly Taking[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, Set<string>>();
  for (const { entry, part, use } of neededBy(runs)) {
    const files = await entry.missing?.(part, use) ?? [];
    if (files.length > 0) found.set(entry.name, new Set([...found.get(entry.name) ?? [], ...files]));
  }
  return new Map([...found].map(([name, files]) => [name, [...files]]));
}
