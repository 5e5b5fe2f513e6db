/**
 * The start of an index's file, and whether what follows it is whole.
 */
import type { FileHandle } from "node:fs/promises";
import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import { UserError } from "../../base/mod.ts";
import type { BM25Options } from "./inverted_index.ts";
import { WORD_RULES } from "./words.ts";

/** Raise its number when the layout changes, or when the same options give another index. */
const MAGIC = "BM25 v3\n";
/** How an index of any version starts. */
const ANY_VERSION = "BM25 v";

/** The arrays of an index, in the order of the file. */
export const ARRAYS = ["starts", "positions", "weights", "absent", "peaks", "terms"] as const;
/** Bytes that are summed at once, so that no array is too large for a call. */
const CHUNK = 2 ** 30;
/** Bytes that are read at once. */
const BLOCK = 2 ** 23;
/** Bytes before the header. */
const PREFIX = MAGIC.length + 8;

export type ArrayName = typeof ARRAYS[number];

/** What an index's file says of itself. */
export interface Header {
  readonly corpus: string;
  readonly words: string;
  readonly options: Required<BM25Options>;
  readonly size: number;
  readonly arrays: Record<ArrayName, { readonly bytes: number; readonly crc32: number }>;
}

/** The error for an index that is truncated, damaged, or of another version: it can be made again. */
export class UnusableIndexError extends UserError {}

/** The bytes of a file up to its first array. */
export function headerBytes(about: Omit<Header, "words">): Uint8Array {
  const header: Header = { ...about, words: WORD_RULES };
  const text = Buffer.from(JSON.stringify(header));
  const json = Buffer.alloc(text.length + (8 - (PREFIX + text.length) % 8) % 8, " ");
  text.copy(json);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setUint32(0, json.length, true);
  new DataView(length.buffer).setUint32(4, checksum(json, crc32(length.subarray(0, 4))), true);
  return Buffer.concat([Buffer.from(MAGIC), length, json]);
}

/** The error for what was expected and what was found. */
export type Bad = (expected: string, found: string) => UserError;

/**
 * The header, and the bytes up to its end.
 *
 * @throws What `bad` makes; UserError where the file is no index.
 */
export async function readHeader(
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

/**
 * Reads all arrays, to check them.
 *
 * @throws What `bad` makes.
 */
export async function checkArrays(
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

/** The CRC-32 of bytes, which continues that of bytes before them. */
export function checksum(bytes: Uint8Array, before = 0): number {
  let sum = before;
  for (let at = 0; at < bytes.length; at += CHUNK) sum = crc32(bytes.subarray(at, at + CHUNK), sum);
  return sum;
}
