/**
 * Safetensors: a length, a JSON header, and the tensors' bytes.
 *
 * @see https://huggingface.co/docs/safetensors, the format.
 */
import { readFile } from "node:fs/promises";
import { messageOf, UserError, writeAtomically } from "../base/mod.ts";

/** One tensor of a file: its type and shape, and a view of its bytes. */
export interface StoredTensor {
  dtype: string;
  shape: number[];
  bytes: Uint8Array;
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
  U8: 1,
  BOOL: 1,
};

/**
 * Reads a file.
 *
 * @returns The tensors by name, in the file's order; their bytes are views of one buffer.
 * @throws UserError where the file is missing, truncated, or not in the format.
 */
export async function readSafetensors(file: string): Promise<Map<string, StoredTensor>> {
  let content: Uint8Array;
  try {
    content = await readFile(file);
  } catch (error) {
    throw new UserError(`Expected weights in ${file} but it cannot be read: ${messageOf(error)}`);
  }
  return parseSafetensors(content, file);
}

/** The same for bytes in memory; `name` stands in messages. */
export function parseSafetensors(content: Uint8Array, name: string): Map<string, StoredTensor> {
  const bad = (what: string) =>
    new UserError(`${name} is not a whole safetensors file: ${what}. Delete it and fetch it again.`);
  if (content.length < 8) throw bad(`expected a header but found ${content.length} bytes`);
  const length = Number(new DataView(content.buffer, content.byteOffset, 8).getBigUint64(0, true));
  const start = 8 + length;
  if (start > content.length) {
    throw bad(`expected a header of ${length} bytes but the file has ${content.length}`);
  }
  let header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content.subarray(8, start)));
  } catch (error) {
    throw bad(`its header is not JSON (${messageOf(error)})`);
  }
  const tensors = new Map<string, StoredTensor>();
  for (const [key, entry] of Object.entries(header)) {
    if (key === "__metadata__") continue;
    const { dtype, shape, data_offsets: [from, to] } = entry;
    if (!(dtype in WIDTHS)) throw bad(`tensor ${key} has the unknown type ${dtype}`);
    const size = shape.reduce((product, extent) => product * extent, WIDTHS[dtype]);
    if (to - from !== size) throw bad(`tensor ${key} should take ${size} bytes but has ${to - from}`);
    if (from < 0 || start + to > content.length) {
      throw bad(`tensor ${key} ends at byte ${start + to} but the file has ${content.length}`);
    }
    tensors.set(key, { dtype, shape, bytes: content.subarray(start + from, start + to) });
  }
  return tensors;
}

/**
 * A tensor's values as float32.
 *
 * @throws UserError for a type that holds no float32.
 */
export function float32Of(name: string, tensor: StoredTensor): Float32Array {
  if (tensor.dtype !== "F32") {
    throw new UserError(`Expected tensor ${name} to be F32 but found ${tensor.dtype}`);
  }
  const { buffer, byteOffset, byteLength } = tensor.bytes;
  if (byteOffset % 4 === 0) return new Float32Array(buffer, byteOffset, byteLength / 4);
  return new Float32Array(tensor.bytes.slice().buffer);
}

/** Writes a file, whole or not at all, tensors in the map's order. */
export async function writeSafetensors(file: string, tensors: Map<string, StoredTensor>): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  let offset = 0;
  for (const [name, { dtype, shape, bytes }] of tensors) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
  }
  let text = JSON.stringify(header);
  text += " ".repeat((8 - new TextEncoder().encode(text).length % 8) % 8); // so that the data is aligned
  const head = new TextEncoder().encode(text);
  const content = new Uint8Array(8 + head.length + offset);
  new DataView(content.buffer).setBigUint64(0, BigInt(head.length), true);
  content.set(head, 8);
  offset = 8 + head.length;
  for (const { bytes } of tensors.values()) {
    content.set(bytes, offset);
    offset += bytes.length;
  }
  await writeAtomically(file, content);
}

/** Float32 values as a tensor to store. */
export function storedFloat32(values: Float32Array, shape: number[]): StoredTensor {
  return { dtype: "F32", shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}
