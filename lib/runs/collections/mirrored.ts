/** Collections that come from a mirror folder alone: nobody offers them for download in this form. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Collection, mirrorFolder, UserError } from "../../base/mod.ts";
import { collectionFingerprint } from "../../data/mod.ts";

/**
 * The folder of a collection in the mirror.
 *
 * @param what Its files and where they come from, for somebody who has to make it.
 * @throws UserError where there is none.
 */
export function inMirror(name: string, what: string): string {
  const folder = path.join(mirrorFolder() ?? "", name);
  if (mirrorFolder() && existsSync(folder)) return folder;
  throw new UserError(
    `Expected the collection ${name} in a mirror folder but found none. Put it into a folder ${name} (${what}), and name ` +
      "the folder around it in the environment variable KIT_MIRROR.",
  );
}

/**
 * Checks that a collection is the one that the committed runs are of.
 *
 * @throws UserError where it is another.
 */
export function checkedCollection(collection: Collection, fingerprint: string): Collection {
  const found = collectionFingerprint(collection).slice(0, 16);
  if (found === fingerprint) return collection;
  throw new UserError(
    `Expected the collection ${collection.name} to be the one of fingerprint ${fingerprint} but found ${found}: its files ` +
      "are others. Use it as a folder of your own, under another name.",
  );
}
