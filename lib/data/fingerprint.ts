/** A fingerprint of a collection's content. */
import { createHash } from "node:crypto";
import type { Collection } from "../base/mod.ts";

/** The SHA-256 of a collection's ids, texts, judgements and splits, in hexadecimal; its name does not count. */
export function collectionFingerprint({ passages, queries, qrels, split }: Collection): string {
  const hash = createHash("sha256");
  for (const { ids, texts } of [passages, queries]) {
    // Lengths first, so that no text can look like two.
    ids.forEach((id, i) => hash.update(`${id.length} ${texts[i].length} ${id}${texts[i]}`));
    hash.update("\0");
  }
  for (const [query, grades] of qrels) hash.update(JSON.stringify([query, [...grades]]));
  for (const queries of [split.train, split.dev, split.test]) hash.update(`${queries.join()}\0`);
  return hash.digest("hex");
}
