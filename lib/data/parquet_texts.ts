/** Texts and judgements in the layout of the Hugging Face hub: a folder of Parquet files for each. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { type Qrels, type Texts, UserError } from "../base/mod.ts";
import { readParquet } from "./parquet.ts";

/** The Parquet files in a part of a folder, such as `corpus`, in order; none where there is no such part. */
export function parquetFiles(folder: string, part: string): string[] {
  const at = path.join(folder, part);
  if (!existsSync(at)) return [];
  const names = readdirSync(at).filter((name) => name.endsWith(".parquet")).sort();
  refuseGaps(at, names);
  return names.map((name) => path.join(at, name));
}

/** A file that is one of several says so in its name: `corpus-00000-of-00003.parquet`. */
function refuseGaps(at: string, names: readonly string[]): void {
  for (const name of names) {
    const [, start, , of] = /^(.*)-(\d+)-of-(\d+)\.parquet$/.exec(name) ?? [];
    if (of === undefined) continue;
    for (let i = 0; i < Number(of); i++) {
      const other = `${start}-${String(i).padStart(5, "0")}-of-${of}.parquet`;
      if (!names.includes(other)) {
        throw new UserError(`Expected ${other} beside ${name} in ${at} but did not find it.`);
      }
    }
  }
}

/**
 * Reads texts from Parquet files with the columns `_id`, `text` and, where there are titles, `title`, in chunks. A title
 * is put before its text, with a space between.
 *
 * @throws UserError where a file cannot be read or lacks a column, or with the row that lacks an id or a text.
 */
export async function* readParquetTexts(files: readonly string[]): AsyncGenerator<Texts> {
  for (const file of files) {
    let row = 0;
    for await (
      const { _id, title = [], text } of readParquet(file, { _id: true, title: false, text: true })
    ) {
      const ids = _id.map((id, i) => wordOf(id, { file, row: row + i, column: "_id" }));
      const titles = title.map((each) => typeof each === "string" && each !== "" ? `${each} ` : "");
      const texts = text.map((each, i) => {
        if (typeof each === "string") return (titles[i] ?? "") + each;
        throw wrongRow("a text", each, { file, row: row + i, column: "text" });
      });
      row += ids.length;
      yield {
        ids,
        texts,
        ...(titles.some((each) => each) && { titleLengths: titles.map(({ length }) => length) }),
      };
    }
  }
}

/**
 * Reads judgements from Parquet files with the columns `query-id`, `corpus-id` and `score`; without scores, all grades
 * are 1.
 *
 * @throws UserError where a file cannot be read or lacks a column, or with the row that is malformed.
 */
export async function readParquetQrels(files: readonly string[]): Promise<Qrels> {
  const qrels: Qrels = new Map();
  for (const file of files) {
    let row = 0;
    const columns = { "query-id": true, "corpus-id": true, score: false };
    for await (const { "query-id": queries, "corpus-id": passages, score } of readParquet(file, columns)) {
      queries.forEach((each, i) => {
        const place = { file, row: row + i };
        const query = wordOf(each, { ...place, column: "query-id" });
        const grade = score === undefined ? 1 : Number(score[i]);
        if (!Number.isInteger(grade)) {
          throw wrongRow("a whole grade", score![i], { ...place, column: "score" });
        }
        let grades = qrels.get(query);
        if (!grades) qrels.set(query, grades = new Map());
        grades.set(wordOf(passages[i], { ...place, column: "corpus-id" }), grade);
      });
      row += queries.length;
    }
  }
  return qrels;
}

interface Cell {
  readonly file: string;
  /** Counted from 0. */
  readonly row: number;
  readonly column: string;
}

/** An id, which may be stored as a number. */
function wordOf(id: unknown, cell: Cell): string {
  if (typeof id === "string" && id !== "") return id;
  if (typeof id === "bigint" || Number.isInteger(id)) return String(id);
  throw wrongRow("an id", id, cell);
}

function wrongRow(expected: string, found: unknown, { file, row, column }: Cell): UserError {
  return new UserError(
    `Expected ${expected} in column "${column}" but found ${found} in ${file}, row ${row + 1}.`,
  );
}
