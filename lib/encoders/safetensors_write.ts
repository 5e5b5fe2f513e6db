/** Writes safetensors, with a checksum in their metadata unless they are to be like everybody's. */
import { Buffer } from "node:buffer";
import { NO_CHECKSUM, startChecksum, writeWhole } from "../base/mod.ts";
import type { StoredTensor } from "./safetensors.ts";
import { CHECKSUM_PLACE, OUR_START, PLAIN_START } from "./safetensors_header.ts";

export interface WriteOptions {
  /** Whether the metadata have a checksum, which is verified when the file is read; default true. */
  readonly checksum?: boolean;
}

/** Writes a file, whole or not at all, with the tensors in the map's order. */
export async function writeSafetensors(
  file: string,
  tensors: Map<string, StoredTensor>,
  { checksum = true }: WriteOptions = {},
): Promise<void> {
  const head = headOf(tensors, checksum ? `${OUR_START}${NO_CHECKSUM}"}` : PLAIN_START);
  const parts = [head, ...[...tensors.values()].map(({ bytes }) => bytes)];
  if (checksum) {
    const sum = startChecksum();
    for (const bytes of parts) sum.update(bytes);
    head.set(Buffer.from(sum.digits()), CHECKSUM_PLACE);
  }
  // Tensor by tensor, so that no second copy of all of them is made.
  await writeWhole(file, async (write) => {
    for (const bytes of parts) await write(bytes);
  }, { bytes: parts.reduce((size, { length }) => size + length, 0) });
}

function headOf(tensors: Map<string, StoredTensor>, start: string): Uint8Array {
  const entries: Record<string, unknown> = {};
  let offset = 0;
  for (const [name, { dtype, shape, bytes }] of tensors) {
    entries[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
  }
  const rest = JSON.stringify(entries).slice(1);
  let text = `${start}${rest === "}" ? "" : ","}${rest}`;
  text += " ".repeat((8 - Buffer.byteLength(text) % 8) % 8); // so that the data is aligned
  const encoded = Buffer.from(text);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(encoded.length));
  return Buffer.concat([length, encoded]);
}

/** Float32 values as a tensor to store. */
export function storedFloat32(values: Float32Array, shape: number[]): StoredTensor {
  return { dtype: "F32", shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}
