/** Whole files: written from memory, and their checksums. */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { gzipSync } from "node:zlib";
import type { WriteErrorOptions } from "./write_error.ts";
import { writeWhole } from "./write_whole.ts";

/**
 * Writes a file as `writeWhole` does, from content in memory.
 *
 * @throws UserError where it cannot be written.
 */
export async function writeAtomically(
  file: string,
  content: Uint8Array | string,
  { purpose }: Pick<WriteErrorOptions, "purpose"> = {},
): Promise<void> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  await writeWhole(file, (write) => write(bytes), { purpose, bytes: bytes.length });
}

/** Writes a text as `writeAtomically` does, gzipped where the file's name ends in `.gz`. */
export async function writeText(file: string, text: string): Promise<void> {
  await writeAtomically(file, file.endsWith(".gz") ? gzipSync(text) : text);
}

/** The SHA-256 of a file, in hexadecimal. */
export function sha256OfFile(file: string): Promise<string> {
  return digestOfFile(file, "sha256");
}

/** A checksum of a file, in hexadecimal. */
export async function digestOfFile(file: string, algorithm: "sha256" | "md5"): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}
