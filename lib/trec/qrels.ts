/**
 * Qrels files, plain or gzipped, in two formats. The first line decides which:
 *
 * - TREC: `query 0 passage grade`, separated by spaces or tabs. A line that starts with `#` is a comment, as in
 *   trec_eval 10.
 * - TSV: query, passage and grade separated by tabs, after the header `query-id`, `corpus-id`, `score`, as in BEIR.
 *
 * No id contains white space. {@linkcode eachLine} has the rules for lines of every format.
 */
import type { Qrels } from "../base/mod.ts";
import { whole } from "./numbers.ts";
import { type Format, readRows } from "./rows.ts";

const trec: Format = {
  rule: "four columns (query, 0, passage, grade) with a whole grade of at most nine digits",
  columns: 4,
  tabs: false,
  passage: 2,
  value: (bytes, { starts, ends }) => whole(bytes, starts[3], ends[3]),
};

const tsv: Format = {
  rule: "three columns between tabs (query, passage, grade) with a whole grade of at most nine digits",
  columns: 3,
  tabs: true,
  passage: 1,
  value: (bytes, { starts, ends }) => whole(bytes, starts[2], ends[2]),
};

/**
 * Reads qrels.
 *
 * @throws UserError where the file is missing or empty; or, with the line, where one is malformed or judges a passage
 *   again.
 */
export async function readQrels(file: string): Promise<Qrels> {
  const { groups } = await readRows(file, "qrels", { trec, tsv });
  return new Map(groups.map(({ query, ids, values }) => [
    query,
    new Map(ids.map((id, place) => [id, values[place]])),
  ]));
}
