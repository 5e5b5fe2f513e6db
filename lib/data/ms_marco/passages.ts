/** The passages of MS MARCO. */
import path from "node:path";
import { startProgress, type Texts, UserError } from "../../base/mod.ts";
import { readParquetTexts } from "../parquet_texts.ts";
import { storedTexts } from "../stored_texts.ts";
import { decodedOnce } from "./encoding.ts";
import { type FoundFile, MS_MARCO, msMarcoFile, shown } from "./files.ts";
import { hubTexts } from "./hub_layout.ts";
import { readTabbedTexts } from "./read_texts.ts";
import { checkPassages, PASSAGES } from "./sample.ts";

/** Passages, and where they come from. */
export interface MSMarcoPassages {
  readonly passages: Texts;
  /** For messages. */
  readonly file: string;
}

/**
 * The passages, in their order: passage i has the id i. Characters that are encoded twice in the published file are
 * corrected, as in ir_datasets.
 *
 * They are in no JavaScript strings: the first time, they are written into the cache, and then mapped from there.
 *
 * @throws UserError where the file is missing, or has fewer passages than the published one and is no sample; or, when it is
 *   first read, with the line that is malformed, out of order, or cut.
 */
export async function msMarcoPassages(): Promise<MSMarcoPassages> {
  const { file, files, chunks } = await sourceOf();
  const passages = await storedTexts(() => shownProgress(chunks(), file), {
    folder: MS_MARCO,
    files,
    counted: true,
  });
  checkPassages(passages.ids.length, file);
  return { passages, file };
}

interface Source {
  readonly file: string;
  readonly files: readonly string[];
  chunks(): AsyncIterable<Texts>;
}

async function sourceOf(): Promise<Source> {
  const files = hubTexts("collection.tsv");
  if (files.length > 0) {
    const corpus = path.dirname(files[0]);
    return { file: corpus, files, chunks: () => counted(readParquetTexts(files), corpus) };
  }
  const found: FoundFile = await msMarcoFile("collection.tsv");
  const options = { what: "passages", counted: true, correct: decodedOnce };
  return { file: shown(found), files: [found.file], chunks: () => readTabbedTexts(found, options) };
}

async function* counted(chunks: AsyncIterable<Texts>, file: string): AsyncGenerator<Texts> {
  let count = 0;
  for await (const { ids, texts } of chunks) {
    const wrong = ids.findIndex((id, i) => id !== String(count + i));
    if (wrong >= 0) {
      const number = count + wrong;
      throw new UserError(
        `Expected passage ${number}, as ids count from 0 without a gap, but found "${
          ids[wrong]
        }" in ${file}, row ` +
          `${number + 1} of all files.`,
      );
    }
    yield { ids, texts: texts.map(decodedOnce) };
    count += ids.length;
  }
}

async function* shownProgress(chunks: AsyncIterable<Texts>, file: string): AsyncGenerator<Texts> {
  const progress = startProgress(`Reading ${file} into the cache`, { total: PASSAGES });
  let count = 0;
  for await (const chunk of chunks) {
    yield chunk;
    progress.update(count += chunk.ids.length);
  }
  progress.finish(`${count.toLocaleString("en")} passages`);
}
