/**
 * Texts in the layout of the BEIR collections: `corpus.jsonl` and `queries.jsonl`, an object a line.
 *
 * @see Thakur et al., BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models, 2021.
 */
import path from "node:path";
import type { Texts } from "../base/mod.ts";
import { readTextLines } from "./text_lines.ts";

/** Reads the passages of a folder: `corpus.jsonl`, the title before the text with a space between. */
export function readBeirPassages(folder: string): Promise<Texts> {
  return readTexts(path.join(folder, "corpus.jsonl"));
}

/** Reads the queries of a folder: `queries.jsonl`. */
export function readBeirQueries(folder: string): Promise<Texts> {
  return readTexts(path.join(folder, "queries.jsonl"));
}

/**
 * Reads a whole file of texts.
 *
 * @throws UserError where the file is missing or empty, or has a malformed line or an id twice.
 */
async function readTexts(file: string): Promise<Texts> {
  const ids: string[] = [], texts: string[] = [];
  let titleLengths: number[] | undefined;
  for await (const chunk of readTextLines(file, { unique: true })) {
    if (chunk.titleLengths) titleLengths ??= ids.map(() => 0);
    for (let i = 0; i < chunk.ids.length; i++) titleLengths?.push(chunk.titleLengths?.[i] ?? 0);
    for (const id of chunk.ids) ids.push(id);
    for (const text of chunk.texts) texts.push(text);
  }
  return { ids, texts, ...(titleLengths && { titleLengths }) };
}
