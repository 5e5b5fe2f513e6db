/**
 * Texts in the layout of the BEIR collections: `corpus.jsonl` and `queries.jsonl`, an object a line. Either may be
 * gzipped, or Parquet files in a folder `corpus` or `queries`, as the Hugging Face hub has them.
 *
 * @see Thakur et al., BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models, 2021.
 */
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { Positions, type Texts, UserError } from "../base/mod.ts";
import { parquetFiles, readParquetTexts } from "./parquet_texts.ts";
import { storedTexts } from "./stored_texts.ts";
import { readTextLines } from "./text_lines.ts";

/** Bytes of a corpus, once unpacked, from which on its passages are in no JavaScript strings. */
const LARGE = 1e9;
/** How many times as many bytes a packed corpus has once unpacked, about. */
const UNPACKED = 3;

/**
 * Reads the passages of a folder: `corpus.jsonl`, the title before the text with a space between. Those of a large corpus are
 * written into the cache the first time, and mapped from there.
 *
 * @param options.large Bytes from which on a corpus is large; default 10^9.
 * @throws UserError where the file is missing or empty, or has a malformed line or an id twice.
 */
export async function readBeirPassages(
  folder: string,
  { large = LARGE }: { large?: number } = {},
): Promise<Texts> {
  const { files, chunks } = sourceOf(folder, "corpus");
  const bytes = files.reduce((sum, file) => {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    return sum + (file.endsWith(".jsonl") ? size : UNPACKED * size);
  }, 0);
  return bytes >= large ? await storedTexts(chunks, { folder: "beir", files }) : await allOf(chunks());
}

/**
 * Reads the queries of a folder: `queries.jsonl`.
 *
 * @throws UserError where the file is missing or empty, or has a malformed line or an id twice.
 */
export function readBeirQueries(folder: string): Promise<Texts> {
  return allOf(sourceOf(folder, "queries").chunks());
}

async function allOf(chunks: AsyncIterable<Texts>): Promise<Texts> {
  const ids: string[] = [], texts: string[] = [];
  let titleLengths: number[] | undefined;
  for await (const chunk of chunks) {
    if (chunk.titleLengths) titleLengths ??= ids.map(() => 0);
    for (let i = 0; i < chunk.ids.length; i++) titleLengths?.push(chunk.titleLengths?.[i] ?? 0);
    for (const id of chunk.ids) ids.push(id);
    for (const text of chunk.texts) texts.push(text);
  }
  return { ids, texts, ...(titleLengths && { titleLengths }) };
}

/** The files of a part, and all its texts in chunks. */
function sourceOf(folder: string, part: "corpus" | "queries") {
  const lines = path.join(folder, `${part}.jsonl`);
  const file = [lines, `${lines}.gz`].find((file) => existsSync(file));
  const files = file ? [] : parquetFiles(folder, part);
  if (files.length > 0) return { files, chunks: () => unique(files) };
  return { files: [file ?? lines], chunks: () => readTextLines(file ?? lines, { unique: true }) };
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
