/** Files whose size and checksum were noted when they were made, so that later damage is seen. */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.ts";

/** A file as it was when it was noted. */
export interface KnownFile {
  /** Relative to the project's root, so that the project can be moved. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256; absent for files that are too large to be read each time. */
  readonly sha256?: string;
}

/** Files above this size are known by their size alone. */
const LARGE = 16 * 2 ** 20;

/** Notes a file's size and, unless it is large, its checksum. */
export function knownFile(file: string): KnownFile {
  const { size } = statSync(file);
  return {
    path: path.relative(root, file),
    bytes: size,
    sha256: size > LARGE ? undefined : sha256(file),
  };
}

/** What has happened to a file since it was noted; undefined where it is unchanged. */
export function changeOf(known: KnownFile): string | undefined {
  const file = path.resolve(root, known.path);
  const name = path.basename(file);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) return `${name} is missing`;
  if (size !== known.bytes) return `${name} is damaged: expected ${known.bytes} bytes but found ${size}`;
  if (known.sha256 && sha256(file) !== known.sha256) return `${name} is damaged: its checksum is another`;
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
