/**
 * Texts in the layout of the BEIR collections: `corpus.jsonl` and `queries.jsonl`, an object a line. Either may be
 * gzipped, or Parquet files in a folder `corpus` or `queries`, as the Hugging Face hub has them.
 *
 * @see Thakur et al., BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models, 2021.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { Positions, type Texts, UserError } from "../base/mod.ts";
import { parquetFiles, readParquetTexts } from "./parquet_texts.ts";
import { readTextLines } from "./text_lines.ts";

/** Reads the passages of a folder: `corpus.jsonl`, the title before the text with a space between. */
export function readBeirPassages(folder: string): Promise<Texts> {
  return readTexts(folder, "corpus");
}

/** Reads the queries of a folder: `queries.jsonl`. */
export function readBeirQueries(folder: string): Promise<Texts> {
  return readTexts(folder, "queries");
}

/**
 * Reads all texts of a part.
 *
 * @throws UserError where the file is missing or empty, or has a malformed line or an id twice.
 */
async function readTexts(folder: string, part: "corpus" | "queries"): Promise<Texts> {
  const ids: string[] = [], texts: string[] = [];
  let titleLengths: number[] | undefined;
  for await (const chunk of chunksOf(folder, part)) {
    if (chunk.titleLengths) titleLengths ??= ids.map(() => 0);
    for (let i = 0; i < chunk.ids.length; i++) titleLengths?.push(chunk.titleLengths?.[i] ?? 0);
    for (const id of chunk.ids) ids.push(id);
    for (const text of chunk.texts) texts.push(text);
  }
  return { ids, texts, ...(titleLengths && { titleLengths }) };
}

function chunksOf(folder: string, part: "corpus" | "queries"): AsyncGenerator<Texts> {
  const lines = path.join(folder, `${part}.jsonl`);
  const file = [lines, `${lines}.gz`].find((file) => existsSync(file));
  const files = file ? [] : parquetFiles(folder, part);
  return files.length > 0 ? unique(files) : readTextLines(file ?? lines, { unique: true });
}

async function* unique(files: readonly string[]): AsyncGenerator<Texts> {
  const seen = new Positions();
  for await (const chunk of readParquetTexts(files)) {
    const again = chunk.ids.find((id) => !seen.add(id));
    if (again !== undefined) {
      throw new UserError(
        `Expected every _id once but found "${again}" again in ${
          path.dirname(files[0])
        }. Leave one of them out.`,
      );
    }
    yield chunk;
  }
}
