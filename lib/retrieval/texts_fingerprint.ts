/** A fingerprint of texts: their content, ids and order. */
import { createHash } from "node:crypto";
import type { Texts } from "../base/mod.ts";

/** Characters that are hashed together. */
const BATCH = 1 << 20;

/**
 * The SHA-256 of ids and texts in their order, in hexadecimal.
 *
 * @example The order counts
 * ```ts
 * import assert from "node:assert/strict";
 * const texts = { ids: ["1", "2"], texts: ["a", "b"] };
 * assert.notEqual(textsFingerprint(texts), textsFingerprint({ ...texts, texts: ["b", "a"] }));
 * ```
 */
export function textsFingerprint(texts: Texts): string {
  let known = fingerprints.get(texts);
  if (known === undefined) fingerprints.set(texts, known = fingerprintOf(texts));
  return known;
}

/** Of texts whose fingerprint was asked for. */
const fingerprints = new WeakMap<Texts, string>();

function fingerprintOf({ ids, texts }: Texts): string {
  const hash = createHash("sha256").update(`${ids.length}\0`);
  let parts: string[] = [], size = 0;
  let position = 0;
  for (const text of texts) {
    const id = ids[position++];
    // Lengths first, so that no text can look like two.
    parts.push(`${id.length} ${text.length} `, id, text);
    size += id.length + text.length;
    if (size < BATCH) continue;
    hash.update(parts.join(""));
    [parts, size] = [[], 0];
  }
  return hash.update(parts.join("")).digest("hex");
}
