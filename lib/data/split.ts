/** The queries of one split of a collection, with all passages: what a search needs. */
import path from "node:path";
import { didYouMean, Positions, type Texts, textsAt, UserError } from "../base/mod.ts";
import { readBeirPassages, readBeirQueries } from "./beir.ts";
import { beirQrels } from "./beir_qrels.ts";
import { findCollection } from "./named_collections.ts";

/** What is searched, and for which queries. */
export interface SplitTexts {
  readonly passages: Texts;
  readonly queries: Texts;
}

/**
 * Reads the passages of a collection and the queries of one split.
 *
 * @param data A collection's name, or a folder in the layout of BEIR with `corpus.jsonl`, `queries.jsonl` and
 *   `qrels/SPLIT.tsv`.
 * @throws UserError where there is no such collection or split, or a judged query is missing.
 */
export async function readSplit(data: string, split: string): Promise<SplitTexts> {
  const found = await findCollection(data, `corpus.jsonl, queries.jsonl and qrels/${split}.tsv`);
  if ("named" in found) return await found.named.split(found.subset, split);
  return await splitOfFolder(found.folder, split);
}

async function splitOfFolder(folder: string, split: string): Promise<SplitTexts> {
  const all = beirQrels(folder);
  const found = all.find((each) => each.split === split);
  if (!found) {
    const names = all.map((each) => each.split);
    throw new UserError(
      `Expected a split of ${folder} (${names.join(", ") || "there is none"}) but found "${split}": ` +
        `there is no ${path.join(folder, "qrels", `${split}.tsv`)}.${didYouMean(split, names)}`,
    );
  }
  const qrels = await found.read();
  const queries = await readBeirQueries(folder);
  const judged = queries.ids.flatMap((id, query) => qrels.has(id) ? [query] : []);
  if (judged.length < qrels.size) {
    const known = new Positions(queries.ids);
    const missing = [...qrels.keys()].find((id) => !known.has(id));
    throw new UserError(
      `Expected every query of ${found.file} in ${
        path.join(folder, "queries.jsonl")
      } but did not find "${missing}"`,
    );
  }
  return { passages: await readBeirPassages(folder), queries: textsAt(queries, judged) };
}
