/** Writes texts that are longer than a string may be. */
import { Buffer } from "node:buffer";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { checkReplaceable } from "./files.ts";

/** Characters that are written at once. */
const BLOCK = 1 << 20;

/**
 * Writes a text that comes in pieces, whole or not at all, gzipped where the file's name ends in `.gz`; no more than some
 * of them are in memory at once.
 *
 * @throws UserError where the path is that of a folder, a device or a pipe; what the pieces throw.
 */
export async function writePieces(file: string, pieces: Iterable<string>): Promise<void> {
  checkReplaceable(file);
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  const source = Readable.from(blocks(pieces), { objectMode: false });
  const target = createWriteStream(temporary);
  try {
    if (file.endsWith(".gz")) await pipeline(source, createGzip(), target);
    else await pipeline(source, target);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Pieces joined to blocks, as bytes. */
function* blocks(pieces: Iterable<string>): Generator<Buffer> {
  let some: string[] = [], length = 0;
  for (const piece of pieces) {
    some.push(piece);
    length += piece.length;
    if (length < BLOCK) continue;
    yield Buffer.from(some.join(""));
    some = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(some.join(""));
}
