/** A sample of MS MARCO in a mirror folder, which must not be mistaken for the published collection. */
import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { digestOfFile, UserError } from "../../base/mod.ts";
import { parquetFiles } from "../parquet_texts.ts";
import { findIn, MS_MARCO, msMarcoMirror } from "./files.ts";

/** How many passages the published collection has. */
export const PASSAGES = 8_841_823;

/** Bytes below which no file holds the published passages, however it is compressed. */
const LEAST = 500_000_000;

/**
 * The fingerprint of a sample: 16 hexadecimal digits of the SHA-256 of all its files. Undefined where the mirror folder
 * has the published collection, or none.
 */
export async function sampleFingerprint(): Promise<string | undefined> {
  const mirror = sampleFolder();
  if (mirror === undefined) return undefined;
  const hash = createHash("sha256");
  const names = readdirSync(mirror, { recursive: true }).map(String).sort();
  for (const name of names.filter((name) => statSync(path.join(mirror, name)).isFile())) {
    hash.update(`${name}\0${await digestOfFile(path.join(mirror, name), "sha256")}\0`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** The mirror's folder of the collection where it holds a sample. */
function sampleFolder(): string | undefined {
  const mirror = msMarcoMirror();
  if (!mirror) return undefined;
  const alone = findIn(mirror, "collection.tsv");
  const files = alone ? [alone.file] : parquetFiles(mirror, "corpus");
  const bytes = files.reduce((bytes, file) => bytes + statSync(file).size, 0);
  return files.length > 0 && bytes < LEAST ? mirror : undefined;
}

/**
 * Checks that all passages were read, unless they are a sample, which is said.
 *
 * @throws UserError where the published collection has not all of its passages.
 */
export function checkPassages(count: number, file: string): void {
  if (count === PASSAGES) return;
  const published = PASSAGES.toLocaleString("en");
  if (sampleFolder() === undefined) {
    throw new UserError(
      `Expected the ${published} passages of ${MS_MARCO} in ${file} but it ends after line ${count}: it was cut, or is ` +
        "another file. Get it again.",
    );
  }
  console.warn(`${file}: a sample of ${MS_MARCO}, ${count.toLocaleString("en")} of ${published} passages.`);
}
