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
import { type FileBytes, lazyList, openBytes, UserError, whyUnreadable, writeWhole } from "../../base/mod.ts";
import { type BM25, searcher } from "./bm25.ts";
import {
  type ArrayName,
  ARRAYS,
  checkArrays,
  checksum,
  type Header,
  headerBytes,
  readHeader,
  UnusableIndexError,
} from "./index_header.ts";
import type { InvertedIndex } from "./inverted_index.ts";

export { UnusableIndexError };

/** An index as it was read from a file. */
export interface StoredBM25 extends BM25 {
  /** What `saveBM25` was told about the passages. */
  readonly corpus: string;
}

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
  const start = headerBytes({ corpus, options, size, arrays: Object.fromEntries(about) as Header["arrays"] });
  await writeWhole(file, async (write) => {
    for (const part of [start, ...parts]) await write(part);
  }, { purpose: "the index", bytes: parts.reduce((sum, { length }) => sum + length, start.length) });
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

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
