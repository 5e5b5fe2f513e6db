/** Finds ids that a file's format cannot hold, before any work is done for it. */
import { existsSync } from "node:fs";
import path from "node:path";
import { lineBlocks, lineError, lineText, type Texts, UserError } from "../base/mod.ts";

/** What a format's ids may not contain. */
export interface IdRule {
  /** Matches what they may not contain. */
  readonly refused: RegExp;
  /** To follow "Expected ids without". */
  readonly words: string;
}

/** Of runs and qrels in TREC's format. */
export const TREC_IDS: IdRule = { refused: /\s/, words: "white space, as TREC's format needs them," };
/** Of lines with tabs between ids. */
export const TABBED_IDS: IdRule = { refused: /[\t\n\r]/, words: "tabs and line ends, as TSV needs them," };

/**
 * Checks the ids of a collection.
 *
 * @param data The folder that they come from, in BEIR's layout, or a name.
 * @throws UserError for the first id that breaks the rule, with its file and line.
 */
export async function checkIds(
  data: string,
  { passages, queries }: { readonly passages: Texts; readonly queries: Texts },
  { refused, words }: IdRule,
): Promise<void> {
  for (const [name, { ids }] of [["corpus.jsonl", passages], ["queries.jsonl", queries]] as const) {
    let bad: string | undefined;
    for (const id of ids) {
      if (!refused.test(id)) continue;
      bad = id;
      break;
    }
    if (bad === undefined) continue;
    const found = JSON.stringify(bad);
    const file = path.join(data, name);
    // A collection's name is no folder, and its texts may be Parquet.
    const blocks = existsSync(file) ? lineBlocks(file, "texts", { longest: Infinity }) : [];
    for await (const block of blocks) {
      block((line) => {
        if (JSON.parse(lineText(line))._id !== bad) return;
        throw lineError(line.file, line.number, `ids without ${words}`, found);
      });
    }
    throw new UserError(`Expected ids without ${words} but found ${found} in ${data}.`);
  }
}
