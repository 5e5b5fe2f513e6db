/** A collection as a user names it. */
import { existsSync } from "node:fs";
import path from "node:path";
import { didYouMean, UserError } from "../../base/mod.ts";
import { type CollectionChoice, collections, entryOf, sizesOf } from "./registry.ts";
import { fetchedFolder } from "../../data/mod.ts";
import { fingerprintOfFolder } from "./load_folder.ts";

/**
 * The choice that a name means: `wordnet`, `wordnet#laptop`, `msmarco-passage#dl19`, `./my-collection`,
 * `./my-collection#part`, `beir/scifact`, `nanobeir/NFCorpus`; the files of the last two are fetched on first need.
 *
 * @param folder Where relative folders are looked for.
 * @throws UserError for a name that is neither registered nor a folder, or a subset that there is not.
 */
export async function choiceOf(named: string, folder = "."): Promise<CollectionChoice> {
  const [name, subset = "whole"] = named.split("#");
  const known = collections.some((each) => each.name === name);
  const place = known ? undefined : await folderOf(name, folder);
  const choice: CollectionChoice = place === undefined
    ? await registered(name, subset)
    : { name: path.basename(place), subset, folder: place, fingerprint: await fingerprintOfFolder(place) };
  sizesOf(choice);
  return choice;
}

async function folderOf(name: string, folder: string): Promise<string> {
  const place = path.resolve(folder, name);
  const found = existsSync(place) ? place : await fetchedFolder(name);
  if (found !== undefined) return found;
  const names = collections.map((each) => each.name);
  throw new UserError(
    `Expected a registered collection (${
      names.join(", ")
    }), beir/NAME, nanobeir/NAME or a folder but found "${name}", ` +
      `and no folder at ${place}.${didYouMean(name, names)}`,
  );
}

async function registered(named: string, subset: string): Promise<CollectionChoice> {
  const { name, otherwise } = entryOf({ name: named });
  const fingerprint = await otherwise?.();
  return { name, subset, ...(fingerprint !== undefined && { fingerprint }) };
}
