/** The queries of one split of a collection, with all passages: what a search needs. */
import path from "node:path";
import { counted, didYouMean, Positions, type Qrels, type Texts, textsAt, UserError } from "../base/mod.ts";
import { readBeirPassages, readBeirQueries } from "./beir.ts";
import { beirQrels } from "./beir_qrels.ts";
import { findCollection } from "./named_collections.ts";

/** What is searched, and for which queries. */
export interface SplitTexts {
  readonly passages: Texts;
  readonly queries: Texts;
}

/** A split, and what is missing for its judgements, in words. */
export interface OpenedSplit extends SplitTexts {
  readonly notes: readonly string[];
}

/**
 * Reads the passages of a collection and the queries of one split.
 *
 * @param data A collection's name, or a folder in the layout of BEIR with `corpus.jsonl`, `queries.jsonl` and
 *   `qrels/SPLIT.tsv`.
 * @throws UserError where there is no such collection or split, or a judged query is missing.
 */
export async function readSplit(data: string, split: string): Promise<OpenedSplit> {
  const found = await findCollection(data, `corpus.jsonl, queries.jsonl and qrels/${split}.tsv`);
  if ("named" in found) return { ...await found.named.split(found.subset, split), notes: [] };
  return await splitOfFolder(found.folder, split);
}

async function splitOfFolder(folder: string, split: string): Promise<OpenedSplit> {
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
  const passages = await readBeirPassages(folder);
  const missing = missingPassages(qrels, passages);
  const notes = missing.length === 0 ? [] : [
    `${found.file} judges ${counted(missing.length, "passage")} that the corpus lacks, such as "${
      missing[0]
    }": ` +
    "no ranking can have them, and `evaluate` counts those that are relevant as not found.",
  ];
  return { passages, queries: textsAt(queries, judged), notes };
}

/** Ids that are judged, in their order, and of no passage. */
function missingPassages(qrels: Qrels, { ids }: Texts): string[] {
  const missing = new Set([...qrels.values()].flatMap((grades) => [...grades.keys()]));
  for (const id of ids) missing.delete(id);
  return [...missing];
}
