/**
 * Tables on disk: Arrow IPC files, one typed array or list of strings a column.
 *
 * They are written uncompressed, because apache-arrow 21 writes compressed files that no other reader opens. Each carries a
 * checksum, which is verified when it is read.
 */
import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import * as arrow from "apache-arrow";
import { messageOf, UserError, whyUnreadable, writeAtomically } from "../base/mod.ts";
import { checkBounds } from "./arrow_bounds.ts";
import { addChecksum, checkBytes, LEAST_BYTES } from "./arrow_checksum.ts";

interface ColumnTypes {
  string: readonly string[];
  int8: Int8Array;
  int32: Int32Array;
  uint32: Uint32Array;
  float32: Float32Array;
  float64: Float64Array;
}

/** The kinds of column that a table here may have. */
export type ColumnKind = keyof ColumnTypes;

/** A column without nulls. */
export type Column = ColumnTypes[ColumnKind];

/** Columns by name, all of one length. */
export type Columns = Record<string, Column>;

/** The expected columns of a file by name. */
export type Schema = Record<string, ColumnKind>;

/** Columns of the kinds that a schema asks for. */
export type ColumnsOf<S extends Schema> = { [Name in keyof S]: ColumnTypes[S[Name]] };

/**
 * Writes columns as an uncompressed Arrow IPC file, whole or not at all.
 *
 * @param file The path; its folder is made.
 * @param columns Columns of equal length.
 * @throws RangeError where the lengths differ.
 */
export async function writeArrow(file: string, columns: Columns): Promise<void> {
  const lengths = new Set(Object.values(columns).map((column) => column.length));
  if (lengths.size > 1) throw new RangeError(`Expected columns of one length but found ${[...lengths]}`);
  // Two columns that share memory would be written once, and the second would not be found.
  const memory = new Set<ArrayBufferLike>();
  const own = (column: Column) => {
    if (!ArrayBuffer.isView(column) || memory.size < memory.add(column.buffer).size) return column;
    return column.slice();
  };
  const vectors = Object.entries(columns).map(([name, column]) => [name, vectorOf(own(column))] as const);
  await writeTable(file, new arrow.Table(Object.fromEntries(vectors)));
}

/** Writes a table of apache-arrow with a checksum, whole or not at all. */
export async function writeTable(file: string, table: arrow.Table): Promise<void> {
  await writeAtomically(file, addChecksum(arrow.tableToIPC(table, "file")));
}

export interface ReadArrowOptions {
  /** Whether a file without a checksum is refused, as one that the project did not write itself; default false. */
  readonly checked?: boolean;
}

/**
 * Reads the columns of an Arrow IPC file that a schema names, and checks their kinds.
 *
 * @param file The path.
 * @param schema The kind of each wanted column; others are left out. Without it, all columns are read.
 * @throws UserError where the file is missing, truncated, damaged, not an Arrow file, or lacks a column of that kind.
 */
export async function readArrow<S extends Schema>(
  file: string,
  schema: S,
  options?: ReadArrowOptions,
): Promise<ColumnsOf<S>>;
export async function readArrow(
  file: string,
  schema?: undefined,
  options?: ReadArrowOptions,
): Promise<Columns>;
export async function readArrow(
  file: string,
  schema?: Schema,
  options: ReadArrowOptions = {},
): Promise<Columns> {
  const table = await readTable(file, options);
  const kinds = new Map(table.schema.fields.map((field) => [field.name, kindOf(field.type)]));
  const columns: Columns = {};
  for (const name of schema ? Object.keys(schema) : kinds.keys()) {
    const kind = kinds.get(name);
    if (kind === undefined || (schema && kind !== schema[name])) {
      const found = kinds.has(name)
        ? `a column of type ${table.getChild(name)!.type}`
        : `columns ${[...kinds.keys()]}`;
      throw new UserError(
        `Expected a column "${name}"${
          schema ? ` of kind ${schema[name]}` : ""
        } but found ${found} in ${file}. ` +
          "It is another kind of table, or another version wrote it.",
      );
    }
    columns[name] = readColumn(table.getChild(name)!, { name, kind, file });
  }
  return columns;
}

const AGAIN = "delete it, and run the command that makes it again.";

/** Reads a whole file as a table of apache-arrow; the error is that of `readArrow`. */
export async function readTable(
  file: string,
  { checked = false }: ReadArrowOptions = {},
): Promise<arrow.Table> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new UserError(
      `Expected an Arrow file at ${file} but could not read it: ${whyUnreadable(file, error)}`,
    );
  }
  const magic = (from: number) => new TextDecoder().decode(bytes.subarray(from, from + 6));
  if (bytes.length < LEAST_BYTES || magic(0) !== "ARROW1" || magic(bytes.length - 6) !== "ARROW1") {
    throw new UserError(
      `Expected a whole Arrow file but found ${bytes.length} bytes without its first or last mark in ${file}. ` +
        `It is truncated or of another format: ${AGAIN}`,
    );
  }
  const state = checkBytes(bytes);
  if (typeof state === "object") {
    throw new UserError(
      `Expected an Arrow file as it was written but found ${state.damaged} in ${file}. It is damaged: ${AGAIN}`,
    );
  }
  if (state === "absent" && checked) {
    throw new UserError(
      `Expected a checksum but found none in ${file}. It is damaged, or another version wrote it: ${AGAIN}`,
    );
  }
  try {
    if (state === "absent") {
      await checkBounds(
        (start, length) => Promise.resolve(bytes.subarray(start, start + length)),
        bytes.length,
      );
    }
    return arrow.tableFromIPC(bytes);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): UserError {
  return new UserError(
    `Expected an Arrow file but could not read ${file}: ${messageOf(error)}. It is damaged: ${AGAIN}`,
  );
}

/** Arrow's strings have offsets of 32 bits. */
const MOST_BYTES = 2 ** 31 - 1;

function vectorOf(column: Column): arrow.Vector {
  return ArrayBuffer.isView(column) ? arrow.makeVector(column) : vectorOfStrings(column);
}

/** Gives the result of arrow's own builder, many times faster. */
export function vectorOfStrings(strings: readonly string[]): arrow.Vector<arrow.Utf8> {
  const valueOffsets = new Int32Array(strings.length + 1);
  let bytes = 0;
  strings.forEach((text, i) => {
    // UTF-8 has no form for half a surrogate pair: it would come back as another text.
    if (!text.isWellFormed()) {
      throw new UserError(
        `Expected well-formed Unicode but found half a surrogate pair in ${
          JSON.stringify(text.slice(0, 60))
        }. ` +
          "Correct that text or id.",
      );
    }
    valueOffsets[i + 1] = bytes += Buffer.byteLength(text);
  });
  if (bytes > MOST_BYTES) {
    throw new UserError(
      `Expected strings of at most ${MOST_BYTES} bytes in a column but found ${bytes}. Write them in several files.`,
    );
  }
  const data = new Uint8Array(valueOffsets[strings.length]);
  const encoder = new TextEncoder();
  strings.forEach((text, i) => encoder.encodeInto(text, data.subarray(valueOffsets[i])));
  const type = new arrow.Utf8();
  return arrow.makeVector(arrow.makeData({ type, length: strings.length, nullCount: 0, valueOffsets, data }));
}

function kindOf(type: arrow.DataType): ColumnKind | undefined {
  const kinds: Record<string, ColumnKind> = {
    Utf8: "string",
    Int8: "int8",
    Int32: "int32",
    Uint32: "uint32",
    Float32: "float32",
    Float64: "float64",
  };
  return kinds[String(type)];
}

function readColumn(
  vector: arrow.Vector,
  { name, kind, file }: { name: string; kind: ColumnKind; file: string },
): Column {
  let column: Column;
  try {
    if (vector.nullCount > 0) {
      throw new UserError(
        `Expected a value in every row of column "${name}" but found ${vector.nullCount} nulls in ${file}.`,
      );
    }
    column = columnOf(vector, kind);
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(file, error);
  }
  if (column.length === vector.length) return column;
  throw unreadable(file, `column "${name}" has ${column.length} values for ${vector.length} rows`);
}

function columnOf(vector: arrow.Vector, kind: ColumnKind): Column {
  if (kind !== "string") return vector.toArray() as Column;
  for (const { length, valueOffsets, values } of vector.data) {
    let last = 0;
    for (let i = 0; i <= length; i++) {
      const offset = valueOffsets[i];
      if (!(offset >= last && offset <= values.length)) throw new Error("a string lies outside");
      last = offset;
    }
  }
  const strings = new Array<string>(vector.length);
  for (let i = 0; i < strings.length; i++) strings[i] = vector.get(i) as string;
  return strings;
}
