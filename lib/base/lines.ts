/**
 * Reads the lines of a text file as bytes, for formats of one record a line.
 *
 * The file is read as a stream, so that it may be larger than memory, or a pipe. Every format follows these rules:
 * gzip is recognised by its content, whatever the file's name; the text is UTF-8, and a byte-order mark is ignored; a
 * line ends with a line feed, and a carriage return before that is ignored; blank lines are skipped, but counted in
 * line numbers. A file may lie in a tar.
 */
import { Buffer, isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import process from "node:process";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UserError } from "./errors.ts";
import { tarMember } from "./tar.ts";
import { whyUnreadable } from "./unreadable.ts";

/** A line of a file; the object is reused for the next line. */
export interface Line {
  readonly file: string;
  /** Counted from 1. */
  number: number;
  /** The line is from `start` to `end`; valid until the next line. */
  bytes: Uint8Array;
  start: number;
  end: number;
}

/** Bytes of a chunk of a file. */
const CHUNK = 1 << 20;
const LINE_FEED = 10, CARRIAGE_RETURN = 13;

/** Lines that were read together: calls a function for each one that is not blank. Use it before the next block. */
export type LineBlock = (take: (line: Line) => void) => void;

export interface LineOptions {
  /** Bytes of a line at most; default 2^20, more than any record of TREC's formats. */
  longest?: number;
  /** The file is a tar, plain or gzipped, and the lines are those of its file of this name. */
  member?: string;
  /** Whether the last line has to end with a line feed, so that a file which was cut is refused; default false. */
  ended?: boolean;
}

/**
 * Calls a function for each line of a file that is not blank.
 *
 * @param what What the file should contain, for the message where it is missing or empty.
 * @param take Is called with each line; what it throws ends the reading.
 * @throws UserError where the file cannot be read or decompressed, is not UTF-8, or has no line.
 */
export async function eachLine(
  file: string,
  what: string,
  take: (line: Line) => void,
  options?: LineOptions,
): Promise<void> {
  for await (const block of lineBlocks(file, what, options)) block(take);
}

/**
 * Reads the lines of a file in blocks, for readers that pause between them.
 *
 * @param what What the file should contain, for the message where it is missing or empty.
 * @throws UserError as `eachLine`; for a line's own faults, when its block is used.
 */
export async function* lineBlocks(
  file: string,
  what: string,
  { longest = 1 << 20, member, ended = false }: LineOptions = {},
): AsyncGenerator<LineBlock> {
  const place = member === undefined ? file : `${file} (${member})`;
  const line: Line = { file: place, number: 0, bytes: new Uint8Array(0), start: 0, end: 0 };
  let rest = line.bytes;
  let count = 0;
  // Whole lines, each with its line feed.
  const blockOf = (bytes: Uint8Array): LineBlock => (take) => {
    const readable = isUtf8(bytes);
    line.bytes = bytes;
    for (let next = 0; next < bytes.length;) {
      line.number++;
      line.start = next;
      let end = next, blank = true;
      for (let byte; (byte = bytes[end]) !== LINE_FEED; end++) blank &&= isSpace(byte);
      next = end + 1;
      line.end = end > line.start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
      if (!readable && !isUtf8(bytes.subarray(line.start, line.end))) throw malformedLine(line, "UTF-8");
      if (blank) continue;
      count++;
      take(line);
    }
  };
  try {
    for await (const chunk of content(file, member)) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const end = bytes.lastIndexOf(LINE_FEED) + 1;
      yield blockOf(bytes.subarray(0, end));
      rest = bytes.subarray(end);
      if (rest.length > longest) throw tooLong(place, line.number + 1, longest);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const after = line.number > 0 ? ` after line ${line.number}` : "";
    throw new UserError(
      `Expected ${what} in ${place} but could not read it${after}: ${whyUnreadable(file, error)}`,
    );
  }
  if (rest.length > 0 && ended) throw cut(place, line.number + 1);
  if (rest.length > 0) yield blockOf(Buffer.concat([rest, Uint8Array.of(LINE_FEED)]));
  if (count === 0) throw new UserError(`Expected ${what} in ${place} but found an empty file`);
}

/** Whether a byte is white space for C's `isspace`, which is where trec_eval splits. */
export function isSpace(byte: number): boolean {
  return byte === 32 || byte >= 9 && byte <= 13;
}

/** A line's text. */
export function lineText({ bytes, start, end }: Line): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}

/** The error for a line that breaks a rule. */
export function malformedLine(line: Line, rule: string): UserError {
  const text = lineText(line);
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return lineError(line.file, line.number, rule, `"${shown}"`);
}

/** The error for a place in a file, where the text of the line is not what is wrong. */
export function lineError(file: string, number: number, rule: string, found: string): UserError {
  return new UserError(`Expected ${rule} but found ${found} in ${file}, line ${number}. Correct that line.`);
}

function tooLong(file: string, number: number, longest: number): UserError {
  return new UserError(
    `Expected lines of at most ${longest} bytes but found a longer one in ${file}, line ${number}. ` +
      "Is it a text file, with line feeds?",
  );
}

function cut(file: string, number: number): UserError {
  return new UserError(
    `Expected a line feed at the end of ${file} but found none after line ${number}: the file was cut. Get it again.`,
  );
}

/** The bytes of a file, or of one in a tar, in chunks, decompressed, without a byte-order mark. */
async function* content(file: string, member?: string): AsyncGenerator<Uint8Array> {
  let first = true;
  // By its path, Deno would ask for all permissions.
  const source = file === "/dev/stdin" ? process.stdin : createReadStream(file, { highWaterMark: CHUNK });
  try {
    const bytes = decompressed(source);
    for await (const chunk of member === undefined ? bytes : tarMember(bytes, member)) {
      yield first ? withoutMark(chunk, file) : chunk;
      first = false;
    }
  } finally {
    // Behind the file in a tar is more, which nobody reads.
    if (member !== undefined) source.destroy();
  }
}

async function* decompressed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  const { value: first, done } = await chunks.next();
  if (done) return;
  const all = (async function* () {
    yield first;
    for (let next; !(next = await chunks.next()).done;) yield next.value;
  })();
  if (first[0] === 0x1f && first[1] === 0x8b) {
    const gunzip = createGunzip({ chunkSize: CHUNK });
    Readable.from(all).on("error", (error) => gunzip.destroy(error)).pipe(gunzip);
    yield* gunzip;
  } else {
    yield* all;
  }
}

function withoutMark(chunk: Uint8Array, file: string): Uint8Array {
  const [a, b, c] = chunk;
  if (a === 0xff && b === 0xfe || a === 0xfe && b === 0xff) {
    throw new UserError(`Expected UTF-8 in ${file} but found UTF-16. Save it as UTF-8.`);
  }
  return a === 0xef && b === 0xbb && c === 0xbf ? chunk.subarray(3) : chunk;
}
