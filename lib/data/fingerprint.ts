/** A fingerprint of a collection's content. */
import { createHash } from "node:crypto";
import type { Collection } from "../base/mod.ts";

/** Characters that are hashed together. */
const BATCH = 1 << 16;

/** The SHA-256 of a collection's ids, texts, judgements and splits, in hexadecimal; its name does not count. */
export function collectionFingerprint({ passages, queries, qrels, split }: Collection): string {
  const hash = createHash("sha256");
  for (const { ids, texts } of [passages, queries]) {
    let position = 0, some = "";
    for (const text of texts) {
      const id = ids[position++];
      // Lengths first, so that no text can look like two.
      some += `${id.length} ${text.length} ${id}${text}`;
      if (some.length < BATCH) continue;
      hash.update(some);
      some = "";
    }
    hash.update(`${some}\0`);
  }
  for (const [query, grades] of qrels) hash.update(JSON.stringify([query, [...grades]]));
  for (const queries of [split.train, split.dev, split.test]) hash.update(`${queries.join()}\0`);
  return hash.digest("hex");
}
