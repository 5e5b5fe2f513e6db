/** Files that are either complete or absent: written under a temporary name, then renamed. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { gzipSync } from "node:zlib";
import { UserError } from "./errors.ts";

/**
 * Checks that a path is free or a regular file, so that a rename onto it destroys no device, pipe or folder.
 *
 * @throws UserError where something else is there.
 */
export function checkReplaceable(file: string): void {
  if (!existsSync(file)) return;
  const there = statSync(file);
  if (there.isFile()) return;
  const found = there.isDirectory() ? "a folder" : "a device or a pipe";
  throw new UserError(`Expected to write a file at ${file} but found ${found}; name a file.`);
}

/**
 * Writes a file so that a reader sees all of it or none of it; makes its folder.
 *
 * @throws UserError where the path is that of a folder, a device or a pipe.
 */
export async function writeAtomically(file: string, content: Uint8Array | string): Promise<void> {
  checkReplaceable(file);
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Writes a text as `writeAtomically` does, gzipped where the file's name ends in `.gz`. */
export async function writeText(file: string, text: string): Promise<void> {
  await writeAtomically(file, file.endsWith(".gz") ? gzipSync(text) : text);
}

/** The SHA-256 of a file, in hexadecimal. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}
