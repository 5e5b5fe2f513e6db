/** A folder in BEIR's layout as a collection of runs. */
import { type Collection, fileName, type Triples } from "../../base/mod.ts";
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
    name: fileName(folder),
    texts: 20_000,
    subsets: folderSubsets,
    async load() {
      // Loaded on first need: what a collection is called can be said without it.
      const { loadFolder } = await import("./load_folder.ts");
      return await loadFolder(folder, fingerprint);
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
