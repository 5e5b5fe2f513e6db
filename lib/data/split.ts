/** The queries of one split of a collection, with all passages: what a search needs. */
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { didYouMean, Positions, type SplitName, type Texts, textsAt, UserError } from "../base/mod.ts";
import { readQrels } from "../trec/mod.ts";
import { readBeirPassages, readBeirQueries } from "./beir.ts";
import { loadWordNet } from "./wordnet.ts";

/** What is searched, and for which queries. */
export interface SplitTexts {
  readonly passages: Texts;
  readonly queries: Texts;
}

/**
 * Reads the passages of a collection and the queries of one split.
 *
 * @param data `wordnet`, or a folder in the layout of BEIR with `corpus.jsonl`, `queries.jsonl` and `qrels/SPLIT.tsv`.
 * @throws UserError where there is no such folder or split, or a judged query is missing.
 */
export async function readSplit(data: string, split: string): Promise<SplitTexts> {
  if (data === "wordnet") return await splitOfWordNet(split);
  if (!existsSync(data)) {
    throw new UserError(
      `Expected wordnet, or a folder with corpus.jsonl, queries.jsonl and qrels/${split}.tsv, but found neither at ` +
        `"${data}".${didYouMean(data, ["wordnet"])}`,
    );
  }
  return await splitOfFolder(data, split);
}

async function splitOfWordNet(split: string): Promise<SplitTexts> {
  const { passages, queries, split: splits } = await loadWordNet();
  if (!Object.hasOwn(splits, split)) {
    const names = Object.keys(splits);
    throw new UserError(
      `Expected the split of wordnet to be ${names.join(", ")} but found "${split}".${
        didYouMean(split, names)
      }`,
    );
  }
  return { passages, queries: textsAt(queries, splits[split as SplitName]) };
}

async function splitOfFolder(folder: string, split: string): Promise<SplitTexts> {
  const file = path.join(folder, "qrels", `${split}.tsv`);
  if (!existsSync(file)) {
    const names = splitNames(folder);
    throw new UserError(
      `Expected a split of ${folder} (${names.join(", ") || "there is none"}) but found "${split}": ` +
        `there is no ${file}.${didYouMean(split, names)}`,
    );
  }
  const qrels = await readQrels(file);
  const queries = await readBeirQueries(folder);
  const judged = queries.ids.flatMap((id, query) => qrels.has(id) ? [query] : []);
  if (judged.length < qrels.size) {
    const known = new Positions(queries.ids);
    const missing = [...qrels.keys()].find((id) => !known.has(id));
    throw new UserError(
      `Expected every query of ${file} in ${
        path.join(folder, "queries.jsonl")
      } but did not find "${missing}"`,
    );
  }
  return { passages: await readBeirPassages(folder), queries: textsAt(queries, judged) };
}

/** The files in `qrels/`, without their ending; none where there is no such folder. */
function splitNames(folder: string): string[] {
  const qrels = path.join(folder, "qrels");
  if (!existsSync(qrels) || !statSync(qrels).isDirectory()) return [];
  return readdirSync(qrels).filter((name) => name.endsWith(".tsv")).map((name) => name.slice(0, -4)).sort();
}
