/** The collections that have names, and the folders behind other names. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Collection, didYouMean, type SplitName, type Texts, textsAt, UserError } from "../base/mod.ts";
import { fetchBeir } from "./beir_named.ts";
import { loadMSMarco, MS_MARCO, msMarcoPassages, msMarcoSplits, readMSMarcoSplit } from "./ms_marco/mod.ts";
import { fetchNanoBeir } from "./nano_beir.ts";
import { loadWordNet } from "./wordnet.ts";

type TextsAlone = Pick<Collection, "passages" | "queries">;

/** A collection that is loaded by its name, `NAME` or `NAME#SUBSET`. */
export interface NamedCollection {
  readonly subsets: readonly string[];
  open(subset: string): Promise<Collection>;
  passages(): Promise<Texts>;
  /** All passages, and the queries of a split. */
  split(subset: string, split: string): Promise<TextsAlone>;
}

const named: Readonly<Record<string, NamedCollection>> = {
  wordnet: {
    subsets: ["whole"],
    open: loadWordNet,
    passages: async () => (await loadWordNet()).passages,
    async split(_, split) {
      const { passages, queries, split: splits } = await loadWordNet();
      if (Object.hasOwn(splits, split)) {
        return { passages, queries: textsAt(queries, splits[split as SplitName]) };
      }
      const names = Object.keys(splits);
      throw new UserError(
        `Expected the split of wordnet to be ${names.join(", ")} but found "${split}".${
          didYouMean(split, names)
        }`,
      );
    },
  },
  [MS_MARCO]: {
    subsets: Object.keys(msMarcoSplits),
    open: (subset) => loadMSMarco(msMarcoSplits[subset]),
    passages: async () => (await msMarcoPassages()).passages,
    split: (subset, split) => readMSMarcoSplit(msMarcoSplits[subset], split),
  },
};

/** A collection of BEIR's or NanoBEIR's. */
const FETCHED = /^(beir|nanobeir)\/(.+)$/;

/** What a collection is called, for messages and help. */
export const COLLECTION_NAMES = `wordnet, ${MS_MARCO}[#dl19|#dl20|#dev], beir/NAME, nanobeir/NAME`;

/** Where a collection comes from. */
export type FoundCollection =
  | { readonly named: NamedCollection; readonly subset: string }
  | { readonly folder: string };

/**
 * Finds a collection.
 *
 * @param data A name, or a folder. The zip or the files of `beir/NAME` and `nanobeir/NAME` are fetched on first need.
 * @param files What a folder has to hold, for the message.
 * @throws UserError where there is neither, or a collection cannot be fetched.
 */
export async function findCollection(data: string, files: string): Promise<FoundCollection> {
  const [name, subset = "whole"] = data.split("#");
  if (Object.hasOwn(named, name)) {
    const { subsets } = named[name];
    if (subsets.includes(subset)) return { named: named[name], subset };
    if (subsets.length === 1) throw partOf(name, subset);
    throw new UserError(
      `Expected a subset of ${name} (${subsets.join(", ")}) but found "${subset}".${
        didYouMean(subset, subsets)
      }`,
    );
  }
  if (data !== name && !existsSync(data) && (existsSync(name) || FETCHED.test(name))) {
    throw partOf(name, subset);
  }
  const folder = existsSync(data) ? data : await fetchedFolder(data);
  if (folder !== undefined) return { folder };
  throw new UserError(
    `Expected a collection's name (${COLLECTION_NAMES}), or a folder with ${files}, but found neither at "${data}".${
      didYouMean(data, Object.keys(named))
    }`,
  );
}

/** A collection as it is called from any working directory: a folder by its full path, a name as it is. */
export function fromAnywhere(data: string): string {
  return !Object.hasOwn(named, data.split("#")[0]) && existsSync(data) ? path.resolve(data) : data;
}

/**
 * The folder of `beir/NAME` or `nanobeir/NAME`, which is fetched on first need; undefined for any other name.
 *
 * @throws UserError where there is no collection of that name, or it cannot be fetched.
 */
export async function fetchedFolder(data: string): Promise<string | undefined> {
  const [, family, name] = FETCHED.exec(data) ?? [];
  if (family === undefined) return undefined;
  return await (family === "beir" ? fetchBeir(name) : fetchNanoBeir(name));
}

/** A part is no collection: each of its splits has passages of its own. */
function partOf(name: string, part: string): UserError {
  return new UserError(
    `Expected ${name} as a whole but found its part "${part}". Parts are for study files (\`reproduce --study\`), which ` +
      `search other passages for each split; here, write ${name}.`,
  );
}
