/** Writes files that are either complete or absent, from content of any size. */
import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { destinationOf } from "./destination.ts";
import { withTemporaryFile } from "./temporary_files.ts";
import { systemCode, writeError, type WriteErrorOptions } from "./write_error.ts";

/** Writes the next bytes. */
export type Write = (bytes: Uint8Array) => Promise<void>;

/** A name beside a file, for what becomes that file; no other process has the same. */
export function temporaryName(file: string): string {
  const name = path.basename(file).slice(0, 200);
  return path.join(path.dirname(file), `${name}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`);
}

/**
 * Writes a file so that a reader sees all of it or none of it; makes its folder.
 *
 * A symbolic link stays, and what it leads to is written. A pipe or a device is written into, and `-` is standard output.
 *
 * @param fill Writes the content; is called again where the folder vanished meanwhile.
 * @throws UserError where it cannot be written, with the reason; what was there before stays.
 */
export async function writeWhole(
  file: string,
  fill: (write: Write) => Promise<void>,
  options: WriteErrorOptions = {},
): Promise<void> {
  const destination = destinationOf(file);
  try {
    if (destination.kind === "standard output") return await fill(toStandardOutput);
    if (destination.kind === "stream") return await intoStream(destination.path, fill);
    for (let attempt = 0;; attempt++) {
      try {
        return await besideAndRename(destination, fill);
      } catch (error) {
        // Another process may have removed the folder: a checkpoint's, when it was done first.
        if (systemCode(error) !== "ENOENT" || attempt === 3) throw error;
      }
    }
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw writeError(file, error, options);
  }
}

async function besideAndRename(
  { path: file, mode }: { path: string; mode?: number },
  fill: (write: Write) => Promise<void>,
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = temporaryName(file);
  await withTemporaryFile(temporary, async () => {
    try {
      // A link that someone put there is not followed.
      const handle = await open(temporary, "wx");
      try {
        if (mode !== undefined) await handle.chmod(mode);
        await fill((bytes) => writeAll(handle, bytes));
      } finally {
        await handle.close();
      }
      await rename(temporary, file);
    } finally {
      await rm(temporary, { force: true });
    }
  });
}

async function intoStream(file: string, fill: (write: Write) => Promise<void>): Promise<void> {
  const handle = await open(file, "w");
  try {
    await fill((bytes) => writeAll(handle, bytes));
  } finally {
    await handle.close();
  }
}

/** Bytes written at once, so that no file is too large for a call. */
const CHUNK = 2 ** 30;

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await handle.write(bytes, done, Math.min(CHUNK, bytes.length - done))).bytesWritten;
  }
}

function toStandardOutput(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) =>
    // A copy, as the bytes may be written later than they change.
    process.stdout.write(Buffer.from(bytes), (error) => error ? reject(error) : resolve())
  );
}
