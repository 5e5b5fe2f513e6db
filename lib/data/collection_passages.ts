/** The passages of a collection, without its queries and judgements. */
import type { Texts } from "../base/mod.ts";
import { readBeirPassages } from "./beir.ts";
import { findCollection } from "./named_collections.ts";

/**
 * Reads all passages of a collection. Those of a large one are in no JavaScript strings, but mapped from the cache.
 *
 * @param data A collection's name, or a folder with `corpus.jsonl`, as in BEIR's layout.
 * @throws UserError where there is no such collection, or a file is missing or malformed.
 */
export async function readPassages(data: string): Promise<Texts> {
  const found = await findCollection(data, "corpus.jsonl");
  return "named" in found ? await found.named.passages() : await readBeirPassages(found.folder);
}
