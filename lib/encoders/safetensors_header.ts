/** The header of a safetensors file: where each tensor is, and the checksum of a file that the project wrote. */
import { Buffer } from "node:buffer";
import { messageOf, UserError } from "../base/mod.ts";

/** Where a tensor is in a file. */
export interface TensorEntry {
  dtype: string;
  shape: number[];
  /** First byte, from the start of the file. */
  start: number;
  /** Number of bytes. */
  size: number;
}

/** Bytes of a value of each type whose size is checked. */
export const WIDTHS: Readonly<Record<string, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
};

/** What a header of ours starts with; the checksum's digits come next. */
export const OUR_START = '{"__metadata__":{"format":"pt","crc32":"';
/** What a header without a checksum starts with, as others write it. */
export const PLAIN_START = '{"__metadata__":{"format":"pt"}';
/** Where the digits of our checksum are. */
export const CHECKSUM_PLACE: number = 8 + OUR_START.length;
/** The format's limit of a header, in bytes. */
const LONGEST = 100_000_000;

/** Bytes of the JSON header, from the first eight of a file; 0 where they are too few. */
export function headerLength(first: Uint8Array): number {
  return first.length < 8 ? 0 : Number(new DataView(first.buffer, first.byteOffset, 8).getBigUint64(0, true));
}

/** Whether a file says that it has our checksum. */
export function hasChecksum(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(8, CHECKSUM_PLACE)).toString("latin1") === OUR_START;
}

/** The error for a file that is not as its header, or its checksum, says. */
export function notWhole(name: string, what: string): UserError {
  return new UserError(`${name} is not a whole safetensors file: ${what}. ${FETCH_AGAIN}`);
}

/** What to do about a damaged file from elsewhere. */
export const FETCH_AGAIN = "Delete it, and fetch or make it again.";

/** How much of a file has to be read for its header, checked against the limit of the format and the file's size. */
export function bytesOfHeader(first: Uint8Array, fileSize: number, name: string): number {
  if (first.length < 8) throw notWhole(name, `expected a header but found ${first.length} bytes`);
  const length = headerLength(first);
  if (8 + length > fileSize) {
    throw notWhole(name, `expected a header of ${length} bytes but the file has ${fileSize}`);
  }
  if (length > LONGEST) {
    throw notWhole(name, `expected a header of at most ${LONGEST} bytes but found ${length}`);
  }
  return 8 + length;
}

/** The entries of a header at the start of `head`, checked against the size of the file, in the header's order. */
export function parseHeader(head: Uint8Array, fileSize: number, name: string): Map<string, TensorEntry> {
  const data = bytesOfHeader(head, fileSize, name);
  const bad = (what: string) => notWhole(name, what);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(head.subarray(8, data)));
  } catch (error) {
    throw bad(`its header is not JSON (${messageOf(error)})`);
  }
  if (!isRecord(header)) throw bad("its header is no JSON object");
  const entries = new Map<string, TensorEntry>();
  for (const [key, entry] of Object.entries(header)) {
    if (key === "__metadata__") continue;
    const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
    if (typeof dtype !== "string" || !areSizes(shape) || !areSizes(offsets) || offsets.length !== 2) {
      throw bad(
        `expected a type, a shape and two offsets of tensor ${key} but found ${JSON.stringify(entry)}`,
      );
    }
    const [from, to] = offsets;
    const size = shape.reduce(
      (product, extent) => product * extent,
      Object.hasOwn(WIDTHS, dtype) ? WIDTHS[dtype] : NaN,
    );
    // The size of a value of an unknown type is unknown; such a tensor may stay unread.
    if (Object.hasOwn(WIDTHS, dtype) ? to - from !== size : to < from) {
      throw bad(`tensor ${key} should take ${size} bytes but has ${to - from}`);
    }
    if (data + to > fileSize) {
      throw bad(`tensor ${key} ends at byte ${data + to} but the file has ${fileSize}`);
    }
    entries.set(key, { dtype, shape, start: data + from, size: to - from });
  }
  refuseOverlaps(entries, bad);
  return entries;
}

function refuseOverlaps(entries: Map<string, TensorEntry>, bad: (what: string) => UserError): void {
  const sorted = [...entries].filter(([, { size }]) => size > 0).sort(([, a], [, b]) => a.start - b.start);
  for (let i = 1; i < sorted.length; i++) {
    const [[before, { start, size }], [name, next]] = [sorted[i - 1], sorted[i]];
    if (next.start < start + size) throw bad(`tensors ${before} and ${name} overlap`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function areSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
