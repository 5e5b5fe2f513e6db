/** The judgements of a folder in BEIR's layout: `qrels/SPLIT.tsv`, or Parquet files as the Hugging Face hub has them. */
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { Qrels } from "../base/mod.ts";
import { readQrels } from "../trec/mod.ts";
import { parquetFiles, readParquetQrels } from "./parquet_texts.ts";

/** The judgements of one split. */
export interface SplitQrels {
  readonly split: string;
  /** For messages. */
  readonly file: string;
  read(): Promise<Qrels>;
}

/** `test.tsv`, `test.tsv.gz`, `test.parquet`, or `test-00000-of-00001.parquet`. */
const NAME = /^(.+?)(?:\.tsv(?:\.gz)?|(?:-\d+-of-\d+)?\.parquet)$/;

/** The splits that are judged, by name; none where there is no folder `qrels`. */
export function beirQrels(folder: string): SplitQrels[] {
  const at = path.join(folder, "qrels");
  const names = existsSync(at) && statSync(at).isDirectory() ? readdirSync(at).sort() : [];
  const splits = new Set(names.flatMap((name) => NAME.exec(name)?.[1] ?? []));
  return [...splits].map((split) => {
    const mine = names.filter((name) => NAME.exec(name)?.[1] === split);
    const text = mine.find((name) => !name.endsWith(".parquet"));
    const file = path.join(at, text ?? mine[0]);
    if (text !== undefined) return { split, file, read: () => readQrels(file) };
    const files = parquetFiles(folder, "qrels").filter((file) => mine.includes(path.basename(file)));
    return { split, file, read: () => readParquetQrels(files) };
  });
}
