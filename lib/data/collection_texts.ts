/** The texts of a collection, without its judgements. */
import { existsSync } from "node:fs";
import { didYouMean, UserError } from "../base/mod.ts";
import { readBeirPassages, readBeirQueries } from "./beir.ts";
import type { SplitTexts } from "./split.ts";
import { loadWordNet } from "./wordnet.ts";

/**
 * Reads all passages and all queries of a collection.
 *
 * @param data `wordnet`, or a folder with `corpus.jsonl` and `queries.jsonl`, as in BEIR's layout.
 * @throws UserError where there is no such folder, or a file is missing or malformed.
 */
export async function readCollectionTexts(data: string): Promise<SplitTexts> {
  if (data === "wordnet") {
    const { passages, queries } = await loadWordNet();
    return { passages, queries };
  }
  if (!existsSync(data)) {
    throw new UserError(
      `Expected wordnet, or a folder with corpus.jsonl and queries.jsonl, but found neither at "${data}".` +
        didYouMean(data, ["wordnet"]),
    );
  }
  return { queries: await readBeirQueries(data), passages: await readBeirPassages(data) };
}
