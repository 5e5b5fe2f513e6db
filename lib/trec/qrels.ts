/**
 * Qrels files, plain or gzipped, in two formats. The first line decides which:
 *
 * - TREC: `query 0 passage grade`, separated by spaces or tabs. A line that starts with `#` is a comment, as in
 *   trec_eval 10.
 * - TSV: query, passage and grade separated by tabs, after the header `query-id`, `corpus-id`, `score`, as in BEIR; the
 *   third may also be `relevance`, `rel`, `grade` or `label`.
 *
 * Grades are whole numbers, which may be written as pandas does, `1.0`.
 *
 * No id contains white space. {@linkcode eachLine} has the rules for lines of every format.
 */
import { type Line, lineError, type LineOptions, lineText, type Qrels, UserError } from "../base/mod.ts";
import type { Columns } from "./columns.ts";
import { headerOf } from "./header.ts";
import { decimal, integer } from "./numbers.ts";
import { type Format, readRows } from "./rows.ts";

const trec: Format = {
  rule: "four columns (query, 0, passage, grade) with a whole grade of at most nine digits",
  columns: 4,
  tabs: false,
  passage: 2,
  value: (bytes, { starts, ends }) => integer(bytes, starts[3], ends[3]),
  fault: fractional,
};

const tsv: Format = {
  rule: "three columns between tabs (query, passage, grade) with a whole grade of at most nine digits",
  columns: 3,
  tabs: true,
  passage: 1,
  value: (bytes, { starts, ends }) => integer(bytes, starts[2], ends[2]),
  fault: fractional,
};

const header = headerOf(["score", "relevance", "rel", "grade", "label"]);

function fractional(line: Line, { count, starts, ends }: Columns): UserError | undefined {
  const [start, end] = [starts[count - 1], ends[count - 1]];
  const read = decimal(line.bytes, start, end);
  if (!Number.isFinite(read) || Number.isInteger(read)) return undefined;
  const found = `the fraction ${lineText({ ...line, start, end })}`;
  const { message } = lineError(line.file, line.number, "a whole grade, as measures count grades,", found);
  return new UserError(
    `${message.replace(" Correct that line.", "")} Multiply all grades by one number, or round them.`,
  );
}

/**
 * Reads qrels.
 *
 * @param options.member The file's name in a tar, where `file` is one.
 * @throws UserError where the file is missing or empty; or, with the line, where one is malformed or judges a passage
 *   again.
 */
export async function readQrels(
  file: string,
  options: Pick<LineOptions, "member"> = {},
): Promise<Qrels> {
  const { groups } = await readRows(file, "qrels", { trec, tsv, header }, options);
  const qrels: Qrels = new Map();
  for (const { query, ids, values } of groups()) {
    const grades = new Map<string, number>();
    ids.forEach((id, place) => grades.set(id, values[place]));
    qrels.set(query, grades);
  }
  return qrels;
}
