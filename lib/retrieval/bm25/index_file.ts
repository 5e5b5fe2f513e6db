/**
 * An inverted index as one file.
 *
 * Eight bytes `BM25 v3\n`; the length of the header, and the CRC-32 of both, little-endian uint32; the header, JSON, with spaces
 * at its end so that what follows starts at a multiple of 8; then six arrays, little-endian, one behind the other: starts,
 * positions (int32), weights, absent weights, peaks (float32), and the words (UTF-8, a line each). The header holds the
 * fingerprint of the passages, the rules by which they were split into words, the options, the number of passages, and
 * each array's bytes and CRC-32.
 *
 * An index that is opened is mapped into memory: of an index of gigabytes, what searches touch is read.
 */
import { type FileHandle, open } from "node:fs/promises";
import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import { type FileBytes, lazyList, openBytes, UserError, whyUnreadable, writeWhole } from "../../base/mod.ts";
import { type BM25, searcher } from "./bm25.ts";
import type { BM25Options, InvertedIndex } from "./inverted_index.ts";
import { WORD_RULES } from "./words.ts";

/** Raise its number when the layout changes, or when the same options give another index. */
const MAGIC = "BM25 v3\n";
/** How an index of any version starts. */
const ANY_VERSION = "BM25 v";
const ARRAYS = ["starts", "positions", "weights", "absent", "peaks", "terms"] as const;
/** Bytes that are summed at once, so that no array is too large for a call. */
const CHUNK = 2 ** 30;
/** Bytes that are read at once. */
const BLOCK = 2 ** 23;
/** Bytes before the header. */
const PREFIX = MAGIC.length + 8;

type ArrayName = typeof ARRAYS[number];

interface Header {
  readonly corpus: string;
  readonly words: string;
  readonly options: Required<BM25Options>;
  readonly size: number;
  readonly arrays: Record<ArrayName, { readonly bytes: number; readonly crc32: number }>;
}

/** An index as it was read from a file. */
export interface StoredBM25 extends BM25 {
  /** What `saveBM25` was told about the passages. */
  readonly corpus: string;
}

/** The error for an index that is truncated, damaged, or of another version: it can be made again. */
export class UnusableIndexError extends UserError {}

/**
 * Writes an index, whole or not at all; makes the folder.
 *
 * @param options.corpus The fingerprint of the passages; default empty.
 *
 * @example A loaded index is the saved one
 * ```ts
 * import assert from "node:assert/strict";
 * import { buildBM25 } from "./bm25.ts";
 * const file = `${await Deno.makeTempDir()}/index.bm25`;
 * await saveBM25(file, buildBM25(["a red fox", "a red hen"], { stopWords: "english" }));
 * assert.deepEqual([...(await loadBM25(file)).search("the hen", 9).positions], [1]);
 * ```
 */
export async function saveBM25(
  file: string,
  { index }: BM25,
  { corpus = "" }: { corpus?: string } = {},
): Promise<void> {
  const { options, size, terms, ...numbers } = index;
  const arrays: Record<ArrayName, ArrayBufferView> = {
    terms: new TextEncoder().encode(terms.join("\n")),
    ...numbers,
  };
  const parts = ARRAYS.map((name) => bytesOf(arrays[name]));
  const about = ARRAYS.map((name, i) => [name, { bytes: parts[i].length, crc32: checksum(parts[i]) }]);
  const header: Header = { corpus, words: WORD_RULES, options, size, arrays: Object.fromEntries(about) };
  const text = Buffer.from(JSON.stringify(header));
  const json = Buffer.alloc(text.length + (8 - (PREFIX + text.length) % 8) % 8, " ");
  text.copy(json);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setUint32(0, json.length, true);
  new DataView(length.buffer).setUint32(4, checksum(json, crc32(length.subarray(0, 4))), true);

  await writeWhole(file, async (write) => {
    for (const part of [new TextEncoder().encode(MAGIC), length, json, ...parts]) await write(part);
  }, { purpose: "the index", bytes: parts.reduce((sum, { length }) => sum + length, json.length) });
}

/**
 * Opens an index that `saveBM25` wrote, for searches with its own options. It is read once, to check it, and stays readable
 * until the process ends.
 *
 * @param options.map Whether the file is mapped where that can be done, instead of read into memory; default true.
 * @throws UserError where the file is missing or no index; UnusableIndexError where it is truncated, damaged, or of
 *   another version.
 */
export async function loadBM25(file: string, { map = true }: { map?: boolean } = {}): Promise<StoredBM25> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    throw new UserError(
      `Expected a BM25 index at ${file} but could not read it: ${whyUnreadable(file, error)}`,
    );
  }
  const bad = (expected: string, found: string) =>
    new UnusableIndexError(
      `Expected ${expected} but found ${found} in ${file}. ` +
        "It is truncated, damaged or another version's: delete it, and index the collection again.",
    );
  try {
    const { bytes, header } = await readHeader(handle, { file, bad });
    await checkArrays(handle, { header, start: bytes.length, bad });
    const opened = openBytes(file, { map });
    if (Buffer.compare(opened.bytes(0, bytes.length), bytes) !== 0) {
      throw bad("one index", "that it was replaced");
    }
    return { ...searcher(indexOf(opened, header, bytes.length)), corpus: header.corpus };
  } finally {
    await handle.close();
  }
}

/** The error for what was expected and what was found. */
type Bad = (expected: string, found: string) => UserError;

/** The header, and the bytes up to its end. */
async function readHeader(
  handle: FileHandle,
  { file, bad }: { file: string; bad: Bad },
): Promise<{ header: Header; bytes: Uint8Array }> {
  const total = (await handle.stat()).size;
  const head = await read(handle, 0, Math.min(PREFIX, total));
  const magic = new TextDecoder().decode(head.subarray(0, MAGIC.length));
  if (!magic.startsWith(ANY_VERSION) && !ANY_VERSION.startsWith(magic)) {
    throw new UserError(
      `Expected a BM25 index in ${file} but found another kind of file, which starts with ${
        JSON.stringify(magic)
      }. Name another file.`,
    );
  }
  if (head.length < PREFIX || magic !== MAGIC) {
    throw bad(`a BM25 index, which starts with ${JSON.stringify(MAGIC)},`, JSON.stringify(magic));
  }
  const view = new DataView(head.buffer);
  const length = view.getUint32(MAGIC.length, true), sum = view.getUint32(MAGIC.length + 4, true);
  if (PREFIX + length > total) throw bad(`a header of ${length} bytes`, `${total - PREFIX}`);
  const bytes = await read(handle, 0, PREFIX + length);
  const found = checksum(bytes.subarray(PREFIX), crc32(head.subarray(MAGIC.length, MAGIC.length + 4)));
  if (found !== sum) throw bad(`checksum ${sum} of the header`, `${found}`);
  const header: Header = JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX)));
  if (header.words !== WORD_RULES) throw bad(`the word rules ${WORD_RULES}`, header.words);
  const whole = ARRAYS.reduce((sum, name) => sum + header.arrays[name].bytes, bytes.length);
  if (whole !== total) throw bad(`${whole} bytes`, `${total}`);
  return { header, bytes };
}

async function checkArrays(
  handle: FileHandle,
  { header, start, bad }: { header: Header; start: number; bad: Bad },
): Promise<void> {
  const block = new Uint8Array(BLOCK);
  let at = start;
  for (const name of ARRAYS) {
    const { bytes, crc32 } = header.arrays[name];
    let found = 0;
    for (let done = 0; done < bytes; done += BLOCK) {
      found = checksum(await read(handle, at + done, Math.min(BLOCK, bytes - done), block), found);
    }
    if (found !== crc32) throw bad(`checksum ${crc32} of the ${name}`, `${found}`);
    at += bytes;
  }
}

function indexOf(file: FileBytes, { options, size, arrays }: Header, start: number): InvertedIndex {
  let at = start;
  const [starts, positions, weights, absent, peaks, terms] = ARRAYS.map((name) => {
    const bytes = file.bytes(at, arrays[name].bytes);
    at += bytes.length;
    return bytes;
  });
  const int32 = ({ buffer, byteOffset, length }: Uint8Array) =>
    new Int32Array(buffer, byteOffset, length / 4);
  const float32 = ({ buffer, byteOffset, length }: Uint8Array) =>
    new Float32Array(buffer, byteOffset, length / 4);
  return {
    options,
    size,
    terms: linesOf(terms, arrays.starts.bytes / 4 - 1),
    starts: int32(starts),
    positions: int32(positions),
    weights: float32(weights),
    absent: float32(absent),
    peaks: float32(peaks),
  };
}

/** Lines of text, decoded when they are asked for. */
function linesOf(bytes: Uint8Array<ArrayBuffer>, count: number): readonly string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  /** Where each line starts, and one behind the last line feed. */
  const starts = new Uint32Array(count + 1);
  for (let line = 1, at = 0; line < count; line++) starts[line] = at = text.indexOf(LINE_FEED, at) + 1;
  starts[count] = bytes.length + 1;
  return lazyList(count, (line) => text.toString("utf8", starts[line], starts[line + 1] - 1));
}

const LINE_FEED = 10;

async function read(
  handle: FileHandle,
  at: number,
  bytes: number,
  content: Uint8Array<ArrayBuffer> = new Uint8Array(bytes),
): Promise<Uint8Array<ArrayBuffer>> {
  for (let done = 0; done < bytes;) {
    const { bytesRead } = await handle.read(content, done, bytes - done, at + done);
    if (bytesRead === 0) throw new UserError(`Expected ${bytes} bytes more at byte ${at} of a BM25 index`);
    done += bytesRead;
  }
  return content.subarray(0, bytes);
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function checksum(bytes: Uint8Array, before = 0): number {
  let sum = before;
  for (let at = 0; at < bytes.length; at += CHUNK) sum = crc32(bytes.subarray(at, at + CHUNK), sum);
  return sum;
}
