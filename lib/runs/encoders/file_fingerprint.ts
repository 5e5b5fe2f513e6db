/** Fingerprints of files, computed once for each state of a file. */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";

const known = new Map<string, string>();

/** The first 16 hexadecimal digits of a file's SHA-256, read again only where it has changed; "" where there is no file. */
export function fingerprintOfFile(file: string): string {
  const state = statSync(file, { throwIfNoEntry: false });
  if (!state) return "";
  const key = `${file} ${state.mtimeMs} ${state.size}`;
  let found = known.get(key);
  if (found === undefined) {
    known.set(key, found = createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16));
  }
  return found;
}
