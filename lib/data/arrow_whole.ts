/** Whether an Arrow file that is larger than memory is as it was written. */
import type { FileHandle } from "node:fs/promises";
import type { ReadArrowOptions } from "./arrow.ts";
import { checkBounds } from "./arrow_bounds.ts";
import { checkFile, LEAST_BYTES, readBytes } from "./arrow_checksum.ts";

export interface CheckOptions extends ReadArrowOptions {
  /** The error for what was found. */
  bad(found: string): Error;
}

/**
 * Checks the last mark and the checksum of a file; where it has no checksum, the sizes that it says of itself.
 *
 * @throws What `bad` makes.
 */
export async function checkWhole(handle: FileHandle, { checked, bad }: CheckOptions): Promise<void> {
  const mark = new Uint8Array(6);
  const { size } = await handle.stat();
  await handle.read(mark, 0, 6, Math.max(0, size - 6));
  if (size < LEAST_BYTES || new TextDecoder().decode(mark) !== "ARROW1") {
    throw bad(`${size} bytes without Arrow's last mark`);
  }
  const state = await checkFile(handle);
  if (typeof state === "object") throw bad(state.damaged);
  if (state === "absent" && checked) throw bad("no checksum");
  if (state === "absent") await checkBounds((start, length) => readBytes(handle, start, length), size);
}
