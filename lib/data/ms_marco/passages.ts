/** The passages of MS MARCO. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Texts, UserError } from "../../base/mod.ts";
import { parquetFiles, readParquetTexts } from "../parquet_texts.ts";
import { decodedOnce } from "./encoding.ts";
import { findIn, msMarcoFile, msMarcoMirror, shown } from "./files.ts";
import { readTabbedTexts } from "./read_texts.ts";

/** Passages, and where they come from. */
export interface PassageChunks {
  /** For messages. */
  readonly file: string;
  readonly chunks: AsyncGenerator<Texts>;
}

/**
 * The passages in chunks, in their order: passage i has the id i. Characters that are encoded twice in the published file
 * are corrected, as in ir_datasets.
 *
 * @throws UserError where the file is missing; or while it is read, with the line that is malformed, out of order, or
 *   cut.
 */
export async function msMarcoPassages(): Promise<PassageChunks> {
  const mirror = msMarcoMirror();
  const corpus = mirror && path.join(mirror, "corpus");
  if (mirror && corpus && !findIn(mirror, "collection.tsv") && existsSync(corpus)) {
    return { file: corpus, chunks: counted(readParquetTexts(parquetFiles(mirror, "corpus")), corpus) };
  }
  const found = await msMarcoFile("collection.tsv");
  const chunks = readTabbedTexts(found, { what: "passages", counted: true, correct: decodedOnce });
  return { file: shown(found), chunks };
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
