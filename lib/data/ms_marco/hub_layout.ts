/**
 * MS MARCO as the Hugging Face hub has it, which a mirror folder may hold in place of published files: Parquet files in
 * `corpus` and `queries`, and judgements in `qrels/SPLIT`, as TSV or Parquet.
 */
import { beirQrels, type SplitQrels } from "../beir_qrels.ts";
import { parquetFiles } from "../parquet_texts.ts";
import { findIn, msMarcoMirror, type MSMarcoName } from "./files.ts";

/** The folder that has a file's texts. The hub has nothing of TREC 2020. */
const TEXTS: Partial<Record<MSMarcoName, "corpus" | "queries">> = {
  "collection.tsv": "corpus",
  "queries.train.tsv": "queries",
  "queries.dev.small.tsv": "queries",
  "msmarco-test2019-queries.tsv": "queries",
};

/** Names that the split of a file's judgements may have. */
const SPLITS: Partial<Record<MSMarcoName, readonly string[]>> = {
  "qrels.train.tsv": ["train"],
  "qrels.dev.small.tsv": ["dev", "validation"],
  "2019qrels-pass.txt": ["dl19", "test"],
};

/** The Parquet files that have a file's texts; none where the mirror folder has the file itself, or not this layout. */
export function hubTexts(name: MSMarcoName): string[] {
  const mirror = msMarcoMirror(), part = TEXTS[name];
  return mirror && part && !findIn(mirror, name) ? parquetFiles(mirror, part) : [];
}

/** The judgements of a file; undefined where the mirror folder has the file itself, or not this layout. */
export function hubQrels(name: MSMarcoName): SplitQrels | undefined {
  const mirror = msMarcoMirror();
  if (!mirror || findIn(mirror, name)) return undefined;
  return beirQrels(mirror).find(({ split }) => SPLITS[name]?.includes(split));
}
