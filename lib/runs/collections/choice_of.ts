/** A collection as a user names it. */
import { existsSync } from "node:fs";
import path from "node:path";
import { didYouMean, UserError } from "../../base/mod.ts";
import { type CollectionChoice, collections, entryOf, sizesOf } from "./registry.ts";
import { fingerprintOfFolder } from "./load_folder.ts";

/**
 * The choice that a name means: `wordnet`, `wordnet#laptop`, `./my-collection`, `./my-collection#part`.
 *
 * @param folder Where relative folders are looked for.
 * @throws UserError for a name that is neither registered nor a folder, or a subset that there is not.
 */
export async function choiceOf(named: string, folder = "."): Promise<CollectionChoice> {
  const [name, subset = "whole"] = named.split("#");
  const place = path.resolve(folder, name);
  const isKnown = collections.some((each) => each.name === name);
  const isFolder = !isKnown && existsSync(place);
  if (!isKnown && !isFolder) {
    const names = collections.map((each) => each.name);
    throw new UserError(
      `Expected a registered collection (${
        names.join(", ")
      }) or a folder but found "${name}", and no folder at ` +
        `${place}.${didYouMean(name, names)}`,
    );
  }
  const choice: CollectionChoice = isFolder
    ? { name: path.basename(place), subset, folder: place, fingerprint: await fingerprintOfFolder(place) }
    : { name: entryOf({ name }).name, subset };
  sizesOf(choice);
  return choice;
}
