/** The texts of a collection, without its judgements. */
import { readBeirPassages, readBeirQueries } from "./beir.ts";
import { findCollection } from "./named_collections.ts";
import type { SplitTexts } from "./split.ts";

/**
 * Reads all passages and all queries of a collection.
 *
 * @param data A collection's name, or a folder with `corpus.jsonl` and `queries.jsonl`, as in BEIR's layout.
 * @throws UserError where there is no such collection, or a file is missing or malformed.
 */
export async function readCollectionTexts(data: string): Promise<SplitTexts> {
  const found = await findCollection(data, "corpus.jsonl and queries.jsonl");
  if ("named" in found) {
    const { passages, queries } = await found.named.open(found.subset);
    return { passages, queries };
  }
  return { queries: await readBeirQueries(found.folder), passages: await readBeirPassages(found.folder) };
}
