/**
 * Safetensors: a length, a JSON header, and the tensors' bytes.
 *
 * @see https://huggingface.co/docs/safetensors, the format.
 */
import { type FileHandle, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { messageOf, requireRegularFile, UserError } from "../base/mod.ts";
import { widenBfloat16, widenHalf } from "./widen.ts";

/** One tensor of a file: its type and shape, and a view of its bytes. */
export interface StoredTensor {
  dtype: string;
  shape: number[];
  bytes: Uint8Array;
}

/** Where a tensor is in a file. */
export interface TensorEntry {
  dtype: string;
  shape: number[];
  /** First byte, from the start of the file. */
  start: number;
  /** Number of bytes. */
  size: number;
}

/** A file whose tensors are read one by one. */
export interface SafetensorsFile {
  /** The tensors by name, in the file's order. */
  readonly entries: Map<string, TensorEntry>;
  /**
   * Reads values of a tensor as float32, half precision widened.
   *
   * @param into Is filled.
   * @param first Position of the first value in the tensor; default 0.
   * @throws UserError for a type other than F32, F16 and BF16.
   */
  read(name: string, into: Float32Array<ArrayBuffer>, first?: number): Promise<void>;
  close(): Promise<void>;
}

const WIDTHS: Record<string, number> = {
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

/**
 * Opens a file and reads its header.
 *
 * @throws UserError where the file is missing, truncated, or not in the format.
 */
export async function openSafetensors(file: string): Promise<SafetensorsFile> {
  let handle: FileHandle | undefined;
  try {
    await requireRegularFile(file);
    handle = await open(file);
    const { size } = await handle.stat();
    const first = await readAt(handle, 0, Math.min(8, size));
    const head = await readAt(handle, 0, Math.min(8 + headerLength(first), size));
    const entries = parseHeader(head, size, file);
    const from = handle;
    return {
      entries,
      async read(name, into, first = 0) {
        const { dtype, start } = entries.get(name)!;
        const width = floatWidth(name, dtype);
        const bytes = dtype === "F32"
          ? new Uint8Array(into.buffer, into.byteOffset, into.byteLength)
          : new Uint8Array(into.length * width);
        await readInto(from, bytes, start + first * width);
        if (dtype !== "F32") widen(dtype, bytes, into);
      },
      close: () => from.close(),
    };
  } catch (error) {
    await handle?.close();
    throw error instanceof UserError ? error : unreadable(file, error);
  }
}

async function readAt(handle: FileHandle, start: number, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  await readInto(handle, bytes, start);
  return bytes;
}

async function readInto(handle: FileHandle, bytes: Uint8Array, start: number): Promise<void> {
  for (let have = 0; have < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, have, bytes.length - have, start + have);
    if (bytesRead === 0) throw new Error(`Expected more after byte ${start + have}, where the file ends`);
    have += bytesRead;
  }
}

/**
 * Reads a whole file.
 *
 * @returns The tensors by name, in the file's order; their bytes are views of one buffer.
 * @throws UserError where the file is missing, truncated, or not in the format.
 */
export async function readSafetensors(file: string): Promise<Map<string, StoredTensor>> {
  let content: Uint8Array;
  try {
    await requireRegularFile(file);
    content = await readFile(file);
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(file, error);
  }
  return parseSafetensors(content, file);
}

const unreadable = (file: string, error: unknown) =>
  new UserError(`Expected weights in ${file} but it cannot be read: ${messageOf(error)}`);

/** Parses a file's bytes; `name` is its name in messages. */
export function parseSafetensors(content: Uint8Array, name: string): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [key, { dtype, shape, start, size }] of parseHeader(content, content.length, name)) {
    tensors.set(key, { dtype, shape, bytes: content.subarray(start, start + size) });
  }
  return tensors;
}

/** Bytes of the JSON header, from the first eight of a file; 0 where they are too few. */
function headerLength(first: Uint8Array): number {
  return first.length < 8 ? 0 : Number(new DataView(first.buffer, first.byteOffset, 8).getBigUint64(0, true));
}

/** The entries of a header at the start of `head`, checked against the size of the file. */
function parseHeader(head: Uint8Array, fileSize: number, name: string): Map<string, TensorEntry> {
  const bad = (what: string) =>
    new UserError(`${name} is not a whole safetensors file: ${what}. Delete it and fetch it again.`);
  if (head.length < 8) throw bad(`expected a header but found ${head.length} bytes`);
  const length = headerLength(head);
  const data = 8 + length;
  if (data > fileSize) throw bad(`expected a header of ${length} bytes but the file has ${fileSize}`);
  let header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(head.subarray(8, data)));
  } catch (error) {
    throw bad(`its header is not JSON (${messageOf(error)})`);
  }
  const entries = new Map<string, TensorEntry>();
  for (const [key, entry] of Object.entries(header)) {
    if (key === "__metadata__") continue;
    const { dtype, shape, data_offsets: [from, to] } = entry;
    // The size of a value of an unknown type is unknown; such a tensor may stay unread.
    const width = Object.hasOwn(WIDTHS, dtype) ? WIDTHS[dtype] : undefined;
    const size = width === undefined ? to - from : shape.reduce((product, extent) => product * extent, width);
    if (to < from || to - from !== size) {
      throw bad(`tensor ${key} should take ${size} bytes but has ${to - from}`);
    }
    if (from < 0 || data + to > fileSize) {
      throw bad(`tensor ${key} ends at byte ${data + to} but the file has ${fileSize}`);
    }
    entries.set(key, { dtype, shape, start: data + from, size });
  }
  const sorted = [...entries].filter(([, { size }]) => size > 0).sort(([, a], [, b]) => a.start - b.start);
  for (let i = 1; i < sorted.length; i++) {
    const [[before, { start, size }], [name, next]] = [sorted[i - 1], sorted[i]];
    if (next.start < start + size) throw bad(`tensors ${before} and ${name} overlap`);
  }
  return entries;
}

/**
 * A tensor's values as float32; half precision (F16, BF16) is widened.
 *
 * @returns A view of the tensor's bytes where they are float32 and aligned, else a copy.
 * @throws UserError for a type other than F32, F16 and BF16.
 */
export function float32Of(name: string, tensor: StoredTensor): Float32Array {
  const { dtype } = tensor;
  const width = floatWidth(name, dtype);
  const bytes = tensor.bytes.byteOffset % width === 0 ? tensor.bytes : tensor.bytes.slice();
  const count = bytes.byteLength / width;
  if (dtype === "F32") return new Float32Array(bytes.buffer, bytes.byteOffset, count);
  const values = new Float32Array(count);
  widen(dtype, bytes, values);
  return values;
}

/** Bytes of a value of a floating-point type. */
function floatWidth(name: string, dtype: string): number {
  if (dtype === "F32" || dtype === "F16" || dtype === "BF16") return WIDTHS[dtype];
  throw new UserError(`Expected tensor ${name} to be F32, F16 or BF16 but found ${dtype}`);
}

function widen(dtype: string, bytes: Uint8Array, into: Float32Array): void {
  const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, into.length);
  if (dtype === "F16") widenHalf(halves, into);
  else widenBfloat16(halves, into);
}

/** Writes a file, whole or not at all, with the tensors in the map's order. */
export async function writeSafetensors(file: string, tensors: Map<string, StoredTensor>): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  let offset = 0;
  for (const [name, { dtype, shape, bytes }] of tensors) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
  }
  let text = JSON.stringify(header);
  text += " ".repeat((8 - new TextEncoder().encode(text).length % 8) % 8); // so that the data is aligned
  const encoded = new TextEncoder().encode(text);
  const head = new Uint8Array(8 + encoded.length);
  new DataView(head.buffer).setBigUint64(0, BigInt(encoded.length), true);
  head.set(encoded, 8);

  // Tensor by tensor, so that no second copy of all of them is made.
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await rm(temporary, { force: true });
  // Exclusive, so that it writes through no link that someone has put there.
  const handle = await open(temporary, "wx");
  try {
    for (const bytes of [head, ...[...tensors.values()].map(({ bytes }) => bytes)]) {
      for (let done = 0; done < bytes.length;) {
        done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
      }
    }
    await handle.close();
    await rename(temporary, file);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Float32 values as a tensor to store. */
export function storedFloat32(values: Float32Array, shape: number[]): StoredTensor {
  return { dtype: "F32", shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}
