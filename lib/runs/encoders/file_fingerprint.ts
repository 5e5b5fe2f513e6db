/** Fingerprints of files, computed once for each state of a file. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";

const known = new Map<string, string>();

/** The first 16 hexadecimal digits of a file's SHA-256, read again only where it has changed; "" where there is no file. */
export function fingerprintOfFile(file: string): string {
  const state = statSync(file, { throwIfNoEntry: false });
  if (!state) return "";
  const key = `${file} ${state.mtimeMs} ${state.size}`;
  let found = known.get(key);
  if (found === undefined) {
    known.set(key, found = sha256Of(file).slice(0, 16));
  }
  return found;
}

/** In pieces, because a file may be larger than a buffer. */
function sha256Of(file: string): string {
  const hash = createHash("sha256");
  const piece = new Uint8Array(1 << 20);
  const handle = openSync(file, "r");
  try {
    for (let read; (read = readSync(handle, piece)) > 0;) hash.update(piece.subarray(0, read));
  } finally {
    closeSync(handle);
  }
  return hash.digest("hex");
}
