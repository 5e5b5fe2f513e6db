/** A collection by its name or its folder. */
import { existsSync } from "node:fs";
import { type Collection, didYouMean, UserError } from "../base/mod.ts";
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
    unknownQueries: "judged queries are not in queries.jsonl and are left out",
    unknownPassages: "judgements are of passages that corpus.jsonl lacks and are left out",
    inLaterSplit:
      "judged queries are in a later split too (test before dev before train) and are left out of this one",
    withoutRelevant: "judged queries have no relevant passage and are left out",
  };
  const notes = Object.entries(words).flatMap(([what, text]) =>
    Object.entries(counts[what as keyof typeof words]).flatMap(([split, count]) =>
      count > 0 ? [`${split}: ${count.toLocaleString("en")} ${text}.`] : []
    )
  );
  return { collection, notes };
}
