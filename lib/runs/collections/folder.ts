/** A folder in BEIR's layout as a collection of runs. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Collection, type Triples, UserError } from "../../base/mod.ts";
import { checkIds, collectionFingerprint, openCollection, TREC_IDS } from "../../data/mod.ts";
import { completeSplits } from "../complete_splits.ts";
import { dataSeed } from "../sizes.ts";
import type { CollectionEntry, PartSizes } from "./collection_entry.ts";

/** The parts of any folder: `part` is for collections that are large for a machine. */
export const folderSubsets: Readonly<Record<string, PartSizes>> = {
  whole: {
    train: "all",
    dev: { queries: 100, judged: "of the queries", depth: 5, random: 100 },
    test: "all",
  },
  part: {
    train: "all",
    dev: { queries: 100, judged: "of the queries", depth: 5, random: 100 },
    test: { queries: 250, judged: "of the queries", depth: 10, random: 500 },
  },
};

/** Candidates that a negative is drawn from: BM25's best. */
const DEPTH = 50;

/**
 * The entry of a folder. Splits that it lacks are put aside of its train queries.
 *
 * @param fingerprint What the folder's content has to be, as `fingerprintOfFolder` says.
 */
export function folderEntry(folder: string, fingerprint: string): CollectionEntry {
  return {
    name: path.basename(folder),
    texts: 20_000,
    subsets: folderSubsets,
    async load() {
      const collection = await openWithSplits(folder);
      const found = collectionFingerprint(collection).slice(0, 16);
      if (found === fingerprint) return collection;
      throw new UserError(
        `Expected the collection in ${folder} to be the one of fingerprint ${fingerprint} but found ${found}: its files ` +
          "have changed since. Run the study again from its file.",
      );
    },
    triples: folderTriples,
  };
}

/** A negative from BM25's best 50 for each train query. */
export async function folderTriples(training: Collection, { seed }: { seed: number }): Promise<Triples> {
  // Loaded on first need: results can be read without a tensor engine.
  const { bm25Candidates, drawNegatives } = await import("../../retrieval/mod.ts");
  return drawNegatives(training, { candidates: bm25Candidates(training, DEPTH), ranks: [1, DEPTH], seed })
    .triples;
}

/**
 * The fingerprint of a folder's collection, 16 hexadecimal digits.
 *
 * @throws UserError where there is no such folder, or it is malformed.
 */
export async function fingerprintOfFolder(folder: string): Promise<string> {
  if (!existsSync(folder)) {
    throw new UserError(`Expected a folder with a collection but found none at ${folder}`);
  }
  return collectionFingerprint(await openWithSplits(folder)).slice(0, 16);
}

async function openWithSplits(folder: string) {
  const { collection } = await openCollection(folder);
  // A run is stored in TREC's format at the end.
  await checkIds(folder, collection, TREC_IDS);
  return { ...collection, split: completeSplits(collection, dataSeed).split };
}
