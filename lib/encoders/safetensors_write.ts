/** Writes safetensors with a checksum in their metadata. */
import { Buffer } from "node:buffer";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { NO_CHECKSUM, startChecksum } from "../base/mod.ts";
import type { StoredTensor } from "./safetensors.ts";
import { CHECKSUM_PLACE, OUR_START } from "./safetensors_header.ts";

/** Bytes that are written at once; a call takes at most 2 GiB. */
const CHUNK = 1 << 30;

/** Writes a file, whole or not at all, with the tensors in the map's order. */
export async function writeSafetensors(file: string, tensors: Map<string, StoredTensor>): Promise<void> {
  const head = headOf(tensors);
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = await open(temporary, "w");
  try {
    const sum = startChecksum();
    let at = 0;
    // Tensor by tensor, so that no second copy of all of them is made.
    for (const bytes of [head, ...[...tensors.values()].map(({ bytes }) => bytes)]) {
      sum.update(bytes);
      await writeAt(handle, bytes, at);
      at += bytes.length;
    }
    await writeAt(handle, Buffer.from(sum.digits()), CHECKSUM_PLACE);
    await handle.close();
    await rename(temporary, file);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(temporary, { force: true });
    throw error;
  }
}

function headOf(tensors: Map<string, StoredTensor>): Uint8Array {
  const entries: Record<string, unknown> = {};
  let offset = 0;
  for (const [name, { dtype, shape, bytes }] of tensors) {
    entries[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
  }
  const rest = JSON.stringify(entries).slice(1);
  let text = `${OUR_START}${NO_CHECKSUM}"}${rest === "}" ? "" : ","}${rest}`;
  text += " ".repeat((8 - Buffer.byteLength(text) % 8) % 8); // so that the data is aligned
  const encoded = Buffer.from(text);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(encoded.length));
  return Buffer.concat([length, encoded]);
}

async function writeAt(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const most = Math.min(CHUNK, bytes.length - done);
    done += (await handle.write(bytes, done, most, at + done)).bytesWritten;
  }
}

/** Float32 values as a tensor to store. */
export function storedFloat32(values: Float32Array, shape: number[]): StoredTensor {
  return { dtype: "F32", shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}
