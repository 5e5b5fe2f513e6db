/**
 * Reads safetensors: a length, a JSON header, and the tensors' bytes.
 *
 * @see https://huggingface.co/docs/safetensors, the format.
 */
import { Buffer } from "node:buffer";
import { type FileHandle, open } from "node:fs/promises";
import {
  CHECKSUM_DIGITS,
  NO_CHECKSUM,
  requireRegularFile,
  startChecksum,
  UserError,
  whyUnreadable,
} from "../base/mod.ts";
import {
  bytesOfHeader,
  CHECKSUM_PLACE,
  FETCH_AGAIN,
  hasChecksum,
  notWhole,
  parseHeader,
  type TensorEntry,
  WIDTHS,
} from "./safetensors_header.ts";
import { widenBfloat16, widenHalf } from "./widen.ts";

/** One tensor of a file: its type and shape, and a view of its bytes. */
export interface StoredTensor {
  dtype: string;
  shape: number[];
  bytes: Uint8Array;
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
  /** Reads the bytes of a tensor of any type. */
  bytes(name: string): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Whether a file without our checksum is refused; default: a checksum is verified where there is one. */
  readonly checked?: boolean;
}

/**
 * Opens a file and reads its header. A file that the project wrote is read once from end to end, for its checksum.
 *
 * @throws UserError where the file is missing, truncated, damaged, or not in the format.
 */
export async function openSafetensors(
  file: string,
  { checked = false }: OpenOptions = {},
): Promise<SafetensorsFile> {
  let handle: FileHandle | undefined;
  try {
    await requireRegularFile(file);
    handle = await open(file);
    const { size } = await handle.stat();
    const first = await readAt(handle, 0, Math.min(8, size));
    const head = await readAt(handle, 0, bytesOfHeader(first, size, file));
    if (hasChecksum(head)) await verify(handle, size, file);
    else if (checked) throw notWhole(file, "it has no checksum");
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
      bytes(name) {
        const { start, size } = entries.get(name)!;
        return readAt(from, start, size);
      },
      close: () => from.close(),
    };
  } catch (error) {
    await handle?.close();
    if (!(error instanceof UserError)) throw unreadable(file, error);
    // What to do about a file of a checkpoint is not to delete that file alone.
    throw checked ? new UserError(error.message.replace(` ${FETCH_AGAIN}`, "")) : error;
  }
}

/**
 * Checks a file that the project wrote.
 *
 * @throws UserError where it is missing, damaged, or has no checksum.
 */
export async function checkSafetensors(file: string): Promise<void> {
  await (await openSafetensors(file, { checked: true })).close();
}

/** Bytes that are read at once; a call takes at most 2 GiB. */
const CHUNK = 1 << 20;

async function verify(handle: FileHandle, size: number, file: string): Promise<void> {
  const sum = startChecksum();
  const chunk = new Uint8Array(Math.min(CHUNK, size));
  const update = async (from: number, to: number) => {
    for (let at = from; at < to; at += chunk.length) {
      const part = chunk.subarray(0, Math.min(chunk.length, to - at));
      await readInto(handle, part, at);
      sum.update(part);
    }
  };
  await update(0, CHECKSUM_PLACE);
  sum.update(Buffer.from(NO_CHECKSUM));
  await update(CHECKSUM_PLACE + CHECKSUM_DIGITS, size);
  const stored = Buffer.from(await readAt(handle, CHECKSUM_PLACE, CHECKSUM_DIGITS)).toString("latin1");
  if (stored !== sum.digits()) {
    throw notWhole(file, `it should have the checksum ${JSON.stringify(stored)} but has ${sum.digits()}`);
  }
}

async function readAt(handle: FileHandle, start: number, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  await readInto(handle, bytes, start);
  return bytes;
}

async function readInto(handle: FileHandle, bytes: Uint8Array, start: number): Promise<void> {
  for (let have = 0; have < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, have, Math.min(CHUNK, bytes.length - have), start + have);
    if (bytesRead === 0) throw new Error(`Expected more after byte ${start + have}, where the file ends`);
    have += bytesRead;
  }
}

/**
 * Reads a whole file, tensor by tensor, so that it may be larger than a buffer.
 *
 * @returns The tensors by name, in the file's order.
 * @throws UserError where the file is missing, truncated, damaged, or not in the format.
 */
export async function readSafetensors(file: string): Promise<Map<string, StoredTensor>> {
  const opened = await openSafetensors(file);
  try {
    const tensors = new Map<string, StoredTensor>();
    for (const [name, { dtype, shape }] of opened.entries) {
      tensors.set(name, { dtype, shape, bytes: await opened.bytes(name) });
    }
    return tensors;
  } finally {
    await opened.close();
  }
}

const unreadable = (file: string, error: unknown) =>
  new UserError(`Expected weights in ${file} but could not read them: ${whyUnreadable(file, error)}`);

/** Parses a file's bytes; `name` is its name in messages. The tensors' bytes are views of them. */
export function parseSafetensors(content: Uint8Array, name: string): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [key, { dtype, shape, start, size }] of parseHeader(content, content.length, name)) {
    tensors.set(key, { dtype, shape, bytes: content.subarray(start, start + size) });
  }
  return tensors;
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
