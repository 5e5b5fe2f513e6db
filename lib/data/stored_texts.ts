/** Texts too many for JavaScript's strings, kept in the cache as a file that is mapped into memory. */
import { existsSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { holding, inCache, type Texts, UserError, warnOfDamage } from "../base/mod.ts";
import { openTextsFile, writeTextsFile } from "./texts_file.ts";

/** Raise this number when the same files give other texts. */
const VERSION = 1;

export interface StoredTextsOptions {
  /** The folder of the cache. */
  readonly folder: string;
  /** The files that the texts come from. They are too large to be read each time: what is there tells by size and time. */
  readonly files: readonly string[];
  /** Whether the ids are 0, 1, 2 and so on; default false. */
  readonly counted?: boolean;
}

/**
 * Opens texts that are kept in the cache. The first time, or where what is kept is damaged, they are read in chunks and
 * written there; other processes that want them wait for that.
 *
 * @param chunks All texts in order.
 * @throws UserError where the cache cannot be written; what the chunks throw.
 */
export async function storedTexts(
  chunks: () => AsyncIterable<Texts>,
  { folder, files, counted }: StoredTextsOptions,
): Promise<Texts> {
  const key = createHash("sha256").update(`${VERSION} ${counted}`);
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    key.update(`\0${file} ${size} ${mtimeMs}`);
  }
  const kept = inCache(folder, `passages-${key.digest("hex").slice(0, 16)}.arrow`);
  const found = await whatIsKept(kept);
  if (found) return found;
  return await holding(`${kept}.lock`, async () => {
    const meanwhile = await whatIsKept(kept);
    if (meanwhile) return meanwhile;
    await writeTextsFile(kept, chunks, { counted });
    return await openTextsFile(kept);
  });
}

/** The texts of a file; undefined where it is not there, or damaged, which a line says. */
async function whatIsKept(file: string): Promise<Texts | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    return await openTextsFile(file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    warnOfDamage(file);
    return undefined;
  }
}
