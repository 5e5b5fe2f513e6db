/** A folder in BEIR's layout as a collection of runs. */
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
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
    get texts() {
      return textsIn(folder);
    },
    subsets: folderSubsets,
    async load() {
      // Loaded on first need: what a collection is called can be said without it.
      const { loadFolder } = await import("./load_folder.ts");
      return await loadFolder(folder, fingerprint);
    },
    triples: folderTriples,
  };
}

/** Bytes of a passage of MS MARCO in corpus.jsonl, in that file gzipped, and in Parquet, which is compressed. */
const LINE = 360, PACKED = 120, ROW = 200;

/** What a folder counts as where its corpus is not on this machine; and the least, because small files say little. */
const UNKNOWN = 20_000, LEAST = 1000;

/** About how many passages of MS MARCO's length a folder's corpus holds, by the size of its files. */
function textsIn(folder: string): number {
  const texts = sizeOf(path.join(folder, "corpus.jsonl")) / LINE ||
    sizeOf(path.join(folder, "corpus.jsonl.gz")) / PACKED ||
    parquetSize(path.join(folder, "corpus")) / ROW;
  return texts > 0 ? Math.max(LEAST, Math.round(texts)) : UNKNOWN;
}

function parquetSize(part: string): number {
  if (!existsSync(part)) return 0;
  const names = readdirSync(part).filter((name) => name.endsWith(".parquet"));
  return names.reduce((sum, name) => sum + sizeOf(path.join(part, name)), 0);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** A negative from BM25's best 50 for each train query. */
export async function folderTriples(training: Collection, { seed }: { seed: number }): Promise<Triples> {
  // Loaded on first need: results can be read without a tensor engine.
  const { bm25Candidates, drawNegatives } = await import("../../retrieval/mod.ts");
  return drawNegatives(training, { candidates: bm25Candidates(training, DEPTH), ranks: [1, DEPTH], seed })
    .triples;
}
