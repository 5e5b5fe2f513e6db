/** What runs and qrels have in common: rows of a query, a passage and a number, grouped by query. */
import { Buffer, isAscii } from "node:buffer";
import {
  eachLine,
  type Line,
  lineError,
  type LineOptions,
  lineText,
  malformedLine,
  UserError,
} from "../base/mod.ts";
import { type Columns, columns, isTabbed, split } from "./columns.ts";
import { firstLineHint } from "./header.ts";
import { idTable } from "./id_table.ts";

/** How a format writes a row as a line. */
export interface Format {
  /** What a line must look like, for the error message. */
  readonly rule: string;
  readonly columns: number;
  /** Whether one tab separates columns, instead of any white space. */
  readonly tabs: boolean;
  /** The column of the passage; the query's is the first. */
  readonly passage: number;
  /** The number of a row from its line's columns; not finite where the line is malformed. */
  value(bytes: Uint8Array, columns: Columns): number;
  /** The error for a line with the right columns whose number is not accepted, where there is more to say. */
  fault?(line: Line, columns: Columns): UserError | undefined;
}

/** The formats of a kind of file. */
export interface Formats {
  /** Separated by white space. A line that starts with `#` is a comment, as in trec_eval 10. */
  readonly trec: Format;
  /** Separated by tabs, after {@linkcode Formats.header}. */
  readonly tsv: Format;
  /** Three columns separated by tabs, without a header. */
  readonly bare?: Format;
  /** The first line of the format `tsv`. */
  readonly header: RegExp;
}

/** The rows of one query, in the order of the file. */
export interface Group {
  readonly query: string;
  /** Passages, each once. */
  readonly ids: string[];
  readonly values: Float64Array;
  /** Line numbers. */
  readonly lines: Int32Array;
  /** Of the passages. */
  readonly hashes: Int32Array;
}

export interface Rows {
  readonly format: Format;
  /** One after the other, in the order of each query's first line: all at once, those of half a million queries fill memory. */
  groups(): Iterable<Group>;
}

/**
 * Reads the rows of a file, whose first line decides the format.
 *
 * @param what What the file should contain, for messages.
 * @throws UserError where the file is missing or empty, or names the line that is malformed or repeats a passage.
 */
export async function readRows(
  file: string,
  what: string,
  formats: Formats,
  options?: LineOptions,
): Promise<Rows> {
  const found = rowBuffer(), at = columns(), numberOf = queryNumbers();
  let format: Format | undefined;
  await eachLine(file, what, (line) => {
    const commented = format === undefined || format === formats.trec;
    if (commented && line.bytes[line.start] === COMMENT) return;
    split(line, at);
    const first = !format;
    if (!format) {
      if (formats.header.test(lineText(line))) return void (format = formats.tsv);
      format = formats.bare && at.count === 3 && isTabbed(line, at) ? formats.bare : formats.trec;
    }
    const right = at.count === format.columns && (!format.tabs || isTabbed(line, at));
    const value = right ? format.value(line.bytes, at) : NaN;
    if (!Number.isFinite(value)) {
      const fault = right ? format.fault?.(line, at) : undefined;
      if (fault) throw fault;
      const { message } = malformedLine(line, format.rule);
      const text = lineText(line), { tabs, columns } = format;
      const spaced = tabs && at.count > columns && text.split("\t").length === columns;
      const hint = spaced ? " Ids have no white space." : first ? firstLineHint(text, at.count) : "";
      throw new UserError(message + hint);
    }
    append(found, numberOf.of(line, at), line, at.starts[format.passage], at.ends[format.passage], value);
  }, options);
  const groups = grouped(found, numberOf.queries);
  refuseRepeated(file, groups());
  if (found.count === 0) {
    throw lineError(file, 1, what, format ? "nothing but a header" : "nothing but comments");
  }
  return { format: format!, groups };
}

const COMMENT = "#".charCodeAt(0);

/** The rows read so far, in arrays that grow. */
interface RowBuffer {
  count: number;
  queries: Int32Array;
  values: Float64Array;
  lines: Int32Array;
  /** The passages' ids, one after the other, and where each ends. */
  text: Uint8Array;
  ends: Float64Array;
  /** Of the passages' ids. */
  hashes: Int32Array;
}

function rowBuffer(): RowBuffer {
  const room = 1 << 10;
  return {
    count: 0,
    queries: new Int32Array(room),
    values: new Float64Array(room),
    lines: new Int32Array(room),
    text: new Uint8Array(16 * room),
    ends: new Float64Array(room),
    hashes: new Int32Array(room),
  };
}

function append(to: RowBuffer, query: number, line: Line, start: number, end: number, value: number): void {
  const row = to.count++;
  if (row === to.values.length) {
    to.queries = doubled(to.queries, new Int32Array(2 * row));
    to.values = doubled(to.values, new Float64Array(2 * row));
    to.lines = doubled(to.lines, new Int32Array(2 * row));
    to.ends = doubled(to.ends, new Float64Array(2 * row));
    to.hashes = doubled(to.hashes, new Int32Array(2 * row));
  }
  const from = row === 0 ? 0 : to.ends[row - 1], past = from + end - start;
  while (past > to.text.length) to.text = doubled(to.text, new Uint8Array(2 * to.text.length));
  const { text } = to, { bytes } = line;
  // FNV-1a
  let hash = 0x811c9dc5;
  for (let at = start, into = from; at < end; at++, into++) {
    const byte = text[into] = bytes[at];
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  to.queries[row] = query;
  to.values[row] = value;
  to.lines[row] = line.number;
  to.ends[row] = past;
  to.hashes[row] = hash ^ hash >>> 15;
}

function doubled<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Numbers queries in the order in which they occur. Most lines have the query of the line before. */
function queryNumbers() {
  const numbers = new Map<string, number>();
  let last = new Uint8Array(0), lastNumber = -1;
  return {
    get queries() {
      return [...numbers.keys()];
    },
    of({ bytes }: Line, { starts, ends }: Columns): number {
      const start = starts[0], length = ends[0] - start;
      let same = length === last.length;
      for (let i = 0; same && i < length; i++) same = bytes[start + i] === last[i];
      if (same) return lastNumber;
      // A copy, which `slice` of a Buffer is not.
      last = new Uint8Array(bytes.subarray(start, ends[0]));
      const query = Buffer.from(last.buffer).toString();
      lastNumber = numbers.get(query) ?? numbers.size;
      if (lastNumber === numbers.size) numbers.set(query, lastNumber);
      return lastNumber;
    },
  };
}

/** A counting sort by query, which keeps the order of the rows. */
function grouped(rows: RowBuffer, queries: readonly string[]): () => Generator<Group> {
  const { count } = rows;
  const starts = new Int32Array(queries.length + 1);
  for (let row = 0; row < count; row++) starts[rows.queries[row] + 1]++;
  for (let query = 0; query < queries.length; query++) starts[query + 1] += starts[query];
  const ids = new Array<string>(count), values = new Float64Array(count);
  const lines = new Int32Array(count), hashes = new Int32Array(count);
  const next = starts.slice();
  eachId(rows, (id, row) => {
    const place = next[rows.queries[row]]++;
    ids[place] = id;
    values[place] = rows.values[row];
    lines[place] = rows.lines[row];
    hashes[place] = rows.hashes[row];
  });
  return function* () {
    for (let query = 0; query < queries.length; query++) {
      const start = starts[query], end = starts[query + 1];
      yield {
        query: queries[query],
        ids: ids.slice(start, end),
        values: values.slice(start, end),
        lines: lines.subarray(start, end),
        hashes: hashes.subarray(start, end),
      };
    }
  };
}

/** Rows that are decoded together. */
const BLOCK = 4096;

function eachId({ count, text, ends }: RowBuffer, take: (id: string, row: number) => void): void {
  const all = Buffer.from(text.buffer);
  for (let first = 0, from = 0; first < count; first += BLOCK) {
    const last = Math.min(count, first + BLOCK), to = ends[last - 1];
    // In ASCII, each character is a byte.
    const block = isAscii(all.subarray(from, to)) ? all.toString("latin1", from, to) : undefined;
    for (let row = first, start = from; row < last; start = ends[row++]) {
      const id = block === undefined
        ? all.toString("utf8", start, ends[row])
        : block.slice(start - from, ends[row] - from);
      take(id, row);
    }
    from = to;
  }
}

function refuseRepeated(file: string, groups: Iterable<Group>): void {
  let first: { line: number; query: string; id: string } | undefined;
  for (const group of groups) {
    if (group.ids.length === 1) continue;
    const place = idTable(group.ids, group.hashes).repeated;
    if (place < 0 || first && first.line < group.lines[place]) continue;
    first = { line: group.lines[place], query: group.query, id: group.ids[place] };
  }
  if (!first) return;
  throw lineError(file, first.line, `passage "${first.id}" once for query "${first.query}"`, "it again");
}
