/** A collection by its name or its folder. */
import { type Collection, counted } from "../base/mod.ts";
import { readBeirCollection } from "./beir_collection.ts";
import { findCollection } from "./named_collections.ts";

/** A collection, and what of its files could not be used, in words. */
export interface OpenedCollection {
  readonly collection: Collection;
  readonly notes: readonly string[];
}

/**
 * Opens a collection.
 *
 * @param data A collection's name, with `#` before the name of a subset, or a folder in BEIR's layout.
 * @throws UserError where it is neither, or the files are malformed.
 */
export async function openCollection(data: string): Promise<OpenedCollection> {
  const found = await findCollection(data, "corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv");
  if ("named" in found) return { collection: await found.named.open(found.subset), notes: [] };
  const { collection, ...leftOut } = await readBeirCollection(found.folder);
  const words = {
    unknownQueries: ["judged query that is", "judged queries that are", "not in queries.jsonl"],
    unknownPassages: ["judgement of a passage", "judgements of passages", "that corpus.jsonl lacks"],
    inLaterSplit: [
      "judged query that is",
      "judged queries that are",
      "in a later split too (test before dev before train)",
    ],
    withoutRelevant: ["judged query", "judged queries", "without a relevant passage"],
  } as const;
  const notes = Object.entries(words).flatMap(([what, [one, many, rest]]) =>
    Object.entries(leftOut[what as keyof typeof words]).flatMap(([split, ids]) =>
      ids.length > 0
        ? [`${split}: left out ${counted(ids.length, one, many)} ${rest}, such as "${ids[0]}".`]
        : []
    )
  );
  return { collection, notes };
}
