/** A collection by its name or its folder. */
import { existsSync } from "node:fs";
import { type Collection, counted, didYouMean, UserError } from "../base/mod.ts";
import { readBeirCollection } from "./beir_collection.ts";
import { loadWordNet } from "./wordnet.ts";

/** A collection, and what of its files could not be used, in words. */
export interface OpenedCollection {
  readonly collection: Collection;
  readonly notes: readonly string[];
}

/**
 * Opens a collection.
 *
 * @param data `wordnet`, or a folder in BEIR's layout.
 * @throws UserError where it is neither, or the folder's files are malformed.
 */
export async function openCollection(data: string): Promise<OpenedCollection> {
  if (data === "wordnet") return { collection: await loadWordNet(), notes: [] };
  if (!existsSync(data)) {
    throw new UserError(
      "Expected wordnet, or a folder with corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv, but found neither at " +
        `"${data}".${didYouMean(data, ["wordnet"])}`,
    );
  }
  const { collection, ...counts } = await readBeirCollection(data);
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
    Object.entries(counts[what as keyof typeof words]).flatMap(([split, count]) =>
      count > 0 ? [`${split}: left out ${counted(count, one, many)} ${rest}.`] : []
    )
  );
  return { collection, notes };
}
