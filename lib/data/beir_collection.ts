/** A whole collection in BEIR's layout: texts, and the judgements of each split. */
import path from "node:path";
import { type Collection, Positions, type Qrels, type SplitName, UserError } from "../base/mod.ts";
import { beirQrels, type SplitQrels } from "./beir_qrels.ts";
import { readBeirPassages, readBeirQueries } from "./beir.ts";

/** Names that splits have in public collections. */
const FILES: Record<SplitName, readonly string[]> = {
  train: ["train"],
  dev: ["dev", "validation", "valid", "val"],
  test: ["test"],
};

/** A collection, and what of its judgements could not be used. */
export interface BeirCollection {
  readonly collection: Collection;
  /** By split: ids of judged queries that `queries.jsonl` lacks. */
  readonly unknownQueries: Readonly<Record<SplitName, readonly string[]>>;
  /** By split: ids of judged passages that `corpus.jsonl` lacks, once for each query. */
  readonly unknownPassages: Readonly<Record<SplitName, readonly string[]>>;
  /** By split: judged queries that a later split has too (test before dev before train); they are left out of this one. */
  readonly inLaterSplit: Readonly<Record<SplitName, readonly string[]>>;
  /** By split: judged queries without a relevant passage; they are in no split. */
  readonly withoutRelevant: Readonly<Record<SplitName, readonly string[]>>;
}

/**
 * Reads a collection from a folder with `corpus.jsonl`, `queries.jsonl` and `qrels/SPLIT.tsv`, each of which may be Parquet.
 *
 * A split that has no file is empty. A query of two splits belongs to the later one (test before dev before train), so
 * that what is tested was not trained on.
 *
 * @throws UserError where a file is missing or malformed, or no split has a query with a relevant passage.
 */
export async function readBeirCollection(folder: string): Promise<BeirCollection> {
  const found = qrelsFiles(folder);
  const [passages, queries] = [await readBeirPassages(folder), await readBeirQueries(folder)];
  const known = new Positions(passages.ids);
  const positions = new Positions(queries.ids);
  const qrels: Qrels = new Map();
  const claimed = new Set<string>();
  const none = (): Record<SplitName, string[]> => ({ train: [], dev: [], test: [] });
  const unknownQueries = none(), unknownPassages = none(), inLaterSplit = none(), withoutRelevant = none();
  const split: Record<SplitName, Int32Array> = {
    train: new Int32Array(0),
    dev: new Int32Array(0),
    test: new Int32Array(0),
  };
  for (const name of ["test", "dev", "train"] as const) {
    if (!found[name]) continue;
    const mine: number[] = [];
    for (const [query, grades] of await found[name].read()) {
      const position = positions.get(query);
      if (position === undefined) {
        unknownQueries[name].push(query);
        continue;
      }
      // Also without a relevant passage: a query of the test split is never one to train on.
      if (claimed.has(query)) {
        inLaterSplit[name].push(query);
        continue;
      }
      claimed.add(query);
      const usable = new Map([...grades].filter(([passage]) => known.has(passage)));
      for (const passage of grades.keys()) if (!usable.has(passage)) unknownPassages[name].push(passage);
      if (![...usable.values()].some((grade) => grade > 0)) {
        withoutRelevant[name].push(query);
        continue;
      }
      qrels.set(query, usable);
      mine.push(position);
    }
    split[name] = Int32Array.from(mine).sort();
  }
  if (qrels.size === 0) {
    throw new UserError(
      `Expected a judged query with a relevant passage in ${folder} but found none. Do the ids in qrels/ belong to ` +
        "corpus.jsonl and queries.jsonl?",
    );
  }
  return {
    collection: { name: path.basename(path.resolve(folder)), passages, queries, qrels, split },
    unknownQueries,
    unknownPassages,
    inLaterSplit,
    withoutRelevant,
  };
}

/** The judgements by split; absent where the folder has none. */
function qrelsFiles(folder: string): Partial<Record<SplitName, SplitQrels>> {
  const all = beirQrels(folder);
  const found: Partial<Record<SplitName, SplitQrels>> = {};
  for (const split of Object.keys(FILES) as SplitName[]) {
    const name = FILES[split].find((name) => all.some((each) => each.split === name));
    if (name) found[split] = all.find((each) => each.split === name);
  }
  if (Object.keys(found).length > 0) return found;
  throw new UserError(
    `Expected a collection in BEIR's layout with qrels/train.tsv, dev.tsv or test.tsv in ${folder} but found ` +
      `${all.length > 0 ? all.map(({ file }) => path.basename(file)).join(", ") : "no such file"}.`,
  );
}
