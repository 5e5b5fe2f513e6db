/** Writes a collection in BEIR's layout, which every command and other tools read. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import {
  type Collection,
  Positions,
  type SplitName,
  type Texts,
  UserError,
  writeAtomically,
} from "../base/mod.ts";

/**
 * Writes a collection into a folder: `corpus.jsonl`, `queries.jsonl`, and `qrels/SPLIT.tsv` for each split that has
 * queries. The same files are replaced where they are there.
 *
 * @param folder Made where it does not exist.
 * @throws UserError where an id is empty or has white space, a judged passage is not in the collection, or the folder has
 *   judgements that would stay beside those written.
 */
export async function writeBeirCollection(folder: string, collection: Collection): Promise<void> {
  const { passages, queries, split } = collection;
  for (const { ids } of [passages, queries]) ids.forEach(checkId);
  const files = (Object.keys(split) as SplitName[]).filter((name) => split[name].length > 0)
    .map((name) => ({ name: `${name}.tsv`, text: qrelsOf(collection, name) }));
  const at = path.join(folder, "qrels");
  const other = (existsSync(at) ? readdirSync(at) : [])
    .find((name) => name.endsWith(".tsv") && !files.some((file) => file.name === name));
  if (other !== undefined) {
    throw new UserError(
      `Expected ${at} to hold no other judgements than those written (${
        files.map(({ name }) => name).join(", ")
      }) but found ${other}. Delete it, or name another folder.`,
    );
  }
  await writeAtomically(path.join(folder, "corpus.jsonl"), linesOf(passages));
  await writeAtomically(path.join(folder, "queries.jsonl"), linesOf(queries));
  for (const { name, text } of files) await writeAtomically(path.join(at, name), text);
}

function linesOf({ ids, texts }: Texts): string {
  return ids.map((_id, i) => `${JSON.stringify({ _id, text: texts[i] })}\n`).join("");
}

function qrelsOf({ name, passages, queries, qrels, split }: Collection, which: SplitName): string {
  const known = new Positions(passages.ids);
  const lines = ["query-id\tcorpus-id\tscore\n"];
  for (const query of split[which]) {
    const id = queries.ids[query];
    for (const [passage, grade] of qrels.get(id) ?? []) {
      if (!known.has(passage)) {
        throw new UserError(
          `Expected passage "${passage}", judged for query "${id}", in collection "${name}" but found none.`,
        );
      }
      lines.push(`${id}\t${passage}\t${grade}\n`);
    }
  }
  return lines.join("");
}

function checkId(id: string): void {
  if (id !== "" && !/\s/.test(id)) return;
  throw new UserError(
    `Expected every id of a collection in BEIR's layout to be a word without white space but found ${
      JSON.stringify(id)
    }.`,
  );
}
