/** Opens a folder in BEIR's layout as a collection of runs. */
import { existsSync } from "node:fs";
import { type Collection, fileName, UserError } from "../../base/mod.ts";
import { checkIds, collectionFingerprint, openCollection, TREC_IDS } from "../../data/mod.ts";
import { completeSplits } from "../complete_splits.ts";
import { dataSeed } from "../sizes.ts";
import { noteTexts } from "./count_texts.ts";

/**
 * A folder's collection. Splits that it lacks are put aside of its train queries.
 *
 * @param fingerprint What the folder's content has to be, as `fingerprintOfFolder` says.
 * @throws UserError where it is another.
 */
export async function loadFolder(folder: string, fingerprint: string): Promise<Collection> {
  const { collection } = await openWithSplits(folder);
  const found = collectionFingerprint(collection).slice(0, 16);
  if (found === fingerprint) return collection;
  throw new UserError(
    `Expected the collection in ${folder} to be the one of fingerprint ${fingerprint} but found ${found}: its files ` +
      "have changed since. Run the study again from its file.",
  );
}

/**
 * The fingerprint of a folder's collection, 16 hexadecimal digits. What of its files could not be used is said.
 *
 * @throws UserError where there is no such folder, or it is malformed.
 */
export async function fingerprintOfFolder(folder: string): Promise<string> {
  if (!existsSync(folder)) {
    throw new UserError(`Expected a folder with a collection but found none at ${folder}`);
  }
  const { collection, notes } = await openWithSplits(folder);
  for (const note of notes) console.warn(`${folder}: ${note}`);
  const fingerprint = collectionFingerprint(collection).slice(0, 16);
  const { passages, split } = collection;
  noteTexts({ name: fileName(folder), folder, fingerprint }, passages.ids.length + split.test.length);
  return fingerprint;
}

async function openWithSplits(folder: string) {
  const { collection, notes } = await openCollection(folder);
  // A run is stored in TREC's format at the end.
  await checkIds(folder, collection, TREC_IDS);
  return { collection: { ...collection, split: completeSplits(collection, dataSeed).split }, notes };
}
