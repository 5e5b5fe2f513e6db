/** The fingerprint of an encoder's folder. */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fingerprintOfFile } from "./file_fingerprint.ts";

/** What an encoder is made of: weights, configurations, vocabularies. */
const PARTS = /\.(safetensors|json|txt)$/;

/**
 * The first 16 hexadecimal digits of a SHA-256 of all that an encoder's folder says: weights in one file or in several,
 * configuration, tokenizer, pooling. Of a folder with one such file, it is that file's.
 *
 * @returns "" where there is no such folder or file.
 */
export function fingerprintOfFolder(folder: string): string {
  const names = partsOf(folder);
  if (names.length < 2) return names.length === 0 ? "" : fingerprintOfFile(path.join(folder, names[0]));
  const facts = names.map((name) => [name, fingerprintOfFile(path.join(folder, name))]);
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
}

/** Names of the parts, with those of modules in folders of their own, such as `1_Pooling/config.json`. */
function partsOf(folder: string, depth = 1): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    if (entry.name.startsWith(".")) return [];
    if (entry.isDirectory()) {
      return depth > 0
        ? partsOf(path.join(folder, entry.name), depth - 1).map((name) => `${entry.name}/${name}`)
        : [];
    }
    return PARTS.test(entry.name) ? [entry.name] : [];
  }).sort();
}
