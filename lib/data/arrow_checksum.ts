/**
 * The checksum of an Arrow file that the project wrote: 16 bytes `crc-32: ` and eight digits, just before the footer, where
 * other readers of Arrow never look.
 */
import { Buffer } from "node:buffer";
import { open, stat } from "node:fs/promises";
import { CHECKSUM_DIGITS, checksumAround, NO_CHECKSUM, startChecksum, warnOfDamage } from "../base/mod.ts";

const MARK = "crc-32: ";
const MAGIC = "ARROW1";
/** Bytes of the shortest file: both marks, and the footer's length. */
export const LEAST_BYTES = 18;
/** Bytes after the footer: its length and the last mark. */
const END = 4 + MAGIC.length;
/** Bytes of a file that are read at once. */
const CHUNK = 1 << 20;

/** Where the checksum's digits would stand: before the footer, whose length the last bytes of the file say. */
function placeOf(end: Uint8Array, size: number): number {
  const footer = new DataView(end.buffer, end.byteOffset + end.length - END, 4).getInt32(0, true);
  return size - END - footer - CHECKSUM_DIGITS;
}

/** An Arrow file's bytes with a checksum; `ipc` is all of the file, or its end with the footer. */
export function addChecksum(ipc: Uint8Array, before = startChecksum()): Uint8Array {
  const footer = placeOf(ipc, ipc.length) + CHECKSUM_DIGITS;
  const bytes = Buffer.concat([
    ipc.subarray(0, footer),
    Buffer.from(MARK + NO_CHECKSUM),
    ipc.subarray(footer),
  ]);
  before.update(bytes);
  bytes.write(before.digits(), footer + MARK.length);
  return bytes;
}

/** What a file's checksum says: that it is whole, that it is damaged and how, or that there is no checksum. */
export type ChecksumState = "whole" | "absent" | { readonly damaged: string };

const compared = (stored: string, found: string): ChecksumState =>
  stored === found ? "whole" : { damaged: `the checksum ${found} where it says ${JSON.stringify(stored)}` };

/** Checks the bytes of a file that ends with Arrow's last mark. */
export function checkBytes(bytes: Uint8Array): ChecksumState {
  const place = placeOf(bytes, bytes.length);
  const text = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString("latin1");
  if (place < MARK.length || text(place - MARK.length, place) !== MARK) return "absent";
  return compared(text(place, place + CHECKSUM_DIGITS), checksumAround(bytes, place));
}

/** What is needed of a file's handle. */
interface Readable {
  stat(): Promise<{ size: number }>;
  read(into: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
}

/**
 * Reads bytes of a file; fewer where it ends.
 *
 * @param bytes Where they go; default memory of their own.
 */
export async function readBytes(
  file: Pick<Readable, "read">,
  start: number,
  length: number,
  bytes: Uint8Array = new Uint8Array(length),
): Promise<Uint8Array> {
  for (let have = 0; have < length;) {
    const { bytesRead } = await file.read(bytes, have, length - have, start + have);
    if (bytesRead === 0) return bytes.subarray(0, have);
    have += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** As `checkBytes`, for a file that is larger than memory. */
export async function checkFile(file: Readable): Promise<ChecksumState> {
  const { size } = await file.stat();
  const block = new Uint8Array(CHUNK);
  const read = (start: number, length: number) => readBytes(file, start, length, block);
  const place = placeOf(await read(size - END, END), size);
  const start = place - MARK.length;
  if (start < 0 || place + CHECKSUM_DIGITS > size - END) return "absent";
  const seal = Buffer.from(await read(start, MARK.length + CHECKSUM_DIGITS)).toString("latin1");
  if (!seal.startsWith(MARK)) return "absent";
  const sum = startChecksum();
  for (let at = 0; at < place; at += CHUNK) sum.update(await read(at, Math.min(CHUNK, place - at)));
  sum.update(Buffer.from(NO_CHECKSUM));
  for (let at = place + CHECKSUM_DIGITS; at < size; at += CHUNK) {
    sum.update(await read(at, Math.min(CHUNK, size - at)));
  }
  return compared(seal.slice(MARK.length), sum.digits());
}

/** Whether an Arrow file of the project is there and whole; a line says where it is damaged, and is made again. */
export async function isWholeArrow(file: string): Promise<boolean> {
  // A pipe must not be opened: there may be nobody at its other end.
  const there = await stat(file).catch(() => undefined);
  if (!there?.isFile()) return false;
  const handle = await open(file);
  try {
    const { size } = there;
    const mark = new Uint8Array(MAGIC.length);
    await handle.read(mark, 0, mark.length, Math.max(0, size - mark.length));
    const ends = size >= LEAST_BYTES && new TextDecoder().decode(mark) === MAGIC;
    if (ends && await checkFile(handle) === "whole") return true;
  } finally {
    await handle.close();
  }
  warnOfDamage(file);
  return false;
}
