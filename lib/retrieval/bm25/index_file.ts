/**
 * An inverted index as one file.
 *
 * Eight bytes `BM25 v2\n`; the length of the header, and the CRC-32 of both, little-endian uint32; the header, JSON; then five
 * arrays, little-endian, one behind the other: the words (UTF-8, a line each), starts, positions (int32), weights and
 * absent weights (float32). The header holds the fingerprint of the passages, the rules by which they were split into
 * words, the options, the number of passages, and each array's bytes and CRC-32.
 */
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { crc32 } from "node:zlib";
import { checkReplaceable, UserError, whyUnreadable } from "../../base/mod.ts";
import { type BM25, searcher } from "./bm25.ts";
import type { BM25Options, InvertedIndex } from "./inverted_index.ts";
import { WORD_RULES } from "./words.ts";

/** Raise its number when the layout changes, or when the same options give another index. */
const MAGIC = "BM25 v2\n";
/** How an index of any version starts. */
const ANY_VERSION = "BM25 v";
const ARRAYS = ["terms", "starts", "positions", "weights", "absent"] as const;
/** Bytes read or written at once, so that no file is too large for a call. */
const CHUNK = 2 ** 30;

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
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setUint32(0, json.length, true);
  new DataView(length.buffer).setUint32(4, checksum(json, crc32(length.subarray(0, 4))), true);

  await mkdir(path.dirname(file), { recursive: true });
  checkReplaceable(file);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, "w");
    try {
      for (const part of [new TextEncoder().encode(MAGIC), length, json, ...parts]) {
        for (let done = 0; done < part.length;) {
          done += (await handle.write(part, done, Math.min(CHUNK, part.length - done))).bytesWritten;
        }
      }
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Reads an index that `saveBM25` wrote, for searches with its own options.
 *
 * @throws UserError where the file is missing or no index; UnusableIndexError where it is truncated, damaged, or of
 *   another version.
 */
export async function loadBM25(file: string): Promise<StoredBM25> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    throw new UserError(
      `Expected a BM25 index at ${file} but could not read it: ${whyUnreadable(file, error)}`,
    );
  }
  try {
    const { corpus, index } = await readIndex(handle, file);
    return { ...searcher(index), corpus };
  } finally {
    await handle.close();
  }
}

async function readIndex(
  handle: FileHandle,
  file: string,
): Promise<{ corpus: string; index: InvertedIndex }> {
  const bad = (expected: string, found: string) =>
    new UnusableIndexError(
      `Expected ${expected} but found ${found} in ${file}. ` +
        "It is truncated, damaged or another version's: delete it, and index the collection again.",
    );
  const total = (await handle.stat()).size;
  const prefix = MAGIC.length + 8;
  const head = await read(handle, { at: 0, bytes: Math.min(prefix, total) });
  const magic = new TextDecoder().decode(head.subarray(0, MAGIC.length));
  if (!magic.startsWith(ANY_VERSION) && !ANY_VERSION.startsWith(magic)) {
    throw new UserError(
      `Expected a BM25 index in ${file} but found another kind of file, which starts with ${
        JSON.stringify(magic)
      }. Name another file.`,
    );
  }
  if (head.length < prefix || magic !== MAGIC) {
    throw bad(`a BM25 index, which starts with ${JSON.stringify(MAGIC)},`, JSON.stringify(magic));
  }
  const view = new DataView(head.buffer);
  const length = view.getUint32(MAGIC.length, true), sum = view.getUint32(MAGIC.length + 4, true);
  let at = head.length + length;
  if (at > total) throw bad(`a header of ${length} bytes`, `${total - head.length}`);
  const json = await read(handle, { at: head.length, bytes: length });
  const found = checksum(json, crc32(head.subarray(MAGIC.length, MAGIC.length + 4)));
  if (found !== sum) throw bad(`checksum ${sum} of the header`, `${found}`);
  const header: Header = JSON.parse(new TextDecoder().decode(json));
  if (header.words !== WORD_RULES) throw bad(`the word rules ${WORD_RULES}`, header.words);
  const whole = ARRAYS.reduce((sum, name) => sum + header.arrays[name].bytes, at);
  if (whole !== total) throw bad(`${whole} bytes`, `${total}`);
  const arrays = {} as Record<ArrayName, Uint8Array<ArrayBuffer>>;
  for (const name of ARRAYS) {
    const { bytes, crc32 } = header.arrays[name];
    arrays[name] = await read(handle, { at, bytes });
    const found = checksum(arrays[name]);
    if (found !== crc32) throw bad(`checksum ${crc32} of the ${name}`, `${found}`);
    at += bytes;
  }
  const text = new TextDecoder().decode(arrays.terms);
  const index = {
    options: header.options,
    size: header.size,
    terms: text === "" ? [] : text.split("\n"),
    starts: new Int32Array(arrays.starts.buffer),
    positions: new Int32Array(arrays.positions.buffer),
    weights: new Float32Array(arrays.weights.buffer),
    absent: new Float32Array(arrays.absent.buffer),
  };
  return { corpus: header.corpus, index };
}

async function read(handle: FileHandle, { at, bytes }: { at: number; bytes: number }) {
  const content = new Uint8Array(bytes);
  for (let done = 0; done < bytes;) {
    const { bytesRead } = await handle.read(content, done, Math.min(CHUNK, bytes - done), at + done);
    if (bytesRead === 0) throw new UserError(`Expected ${bytes} bytes more at byte ${at} of a BM25 index`);
    done += bytesRead;
  }
  return content;
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function checksum(bytes: Uint8Array, before = 0): number {
  let sum = before;
  for (let at = 0; at < bytes.length; at += CHUNK) sum = crc32(bytes.subarray(at, at + CHUNK), sum);
  return sum;
}
