/** Writes texts that are longer than a string may be. */
import { Buffer } from "node:buffer";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { writeWhole } from "./write_whole.ts";

/** Characters that are written at once. */
const BLOCK = 1 << 20;
/** Milliseconds after which fewer are written too: where pieces take long to make, signals are handled in between. */
const PATIENCE = 200;

/**
 * Writes a text that comes in pieces, whole or not at all, gzipped where the file's name ends in `.gz`; no more than some
 * of them are in memory at once.
 *
 * @param pieces Is called again where the file has to be started again, as where its folder vanished meanwhile.
 * @throws UserError where the file cannot be written, with the reason; what the pieces throw.
 */
export async function writePieces(file: string, pieces: () => Iterable<string>): Promise<void> {
  await writeWhole(file, async (write) => {
    if (!file.endsWith(".gz")) {
      for (const block of blocks(pieces())) await write(block);
      return;
    }
    const zipped = createGzip();
    const filled = pipeline(Readable.from(blocks(pieces()), { objectMode: false }), zipped);
    const written = (async () => {
      for await (const bytes of zipped) await write(bytes);
    })();
    await Promise.all([filled, written]);
  });
}

/** Pieces joined to blocks, as bytes. */
function* blocks(pieces: Iterable<string>): Generator<Buffer> {
  let some: string[] = [], length = 0, started = performance.now();
  for (const piece of pieces) {
    some.push(piece);
    length += piece.length;
    if (length < BLOCK && performance.now() - started < PATIENCE) continue;
    yield Buffer.from(some.join(""));
    some = [];
    length = 0;
    started = performance.now();
  }
  if (length > 0) yield Buffer.from(some.join(""));
}
