/** BM25's indexes of passages, so that those who need one build it once. */
import { createHash } from "node:crypto";
import { holding, inCache, type Texts } from "../base/mod.ts";
import { type BM25, type BM25Options, bm25Options, buildBM25, openBM25 } from "./bm25/mod.ts";
import { textsFingerprint } from "./texts_fingerprint.ts";

/** From this many passages on, an index is kept in the cache. */
const MANY = 1_000_000;

export interface KeptIndexOptions extends BM25Options {
  /** How many passages are many; default 1,000,000. */
  readonly many?: number;
}

/**
 * The index of passages: built in memory, or of many passages opened from the cache, where it is made the first time. Other
 * processes that want the same one wait for that.
 *
 * @throws UserError where there are no passages, or the cache cannot be written.
 */
export async function keptBM25(
  passages: Texts,
  { many = MANY, ...wanted }: KeptIndexOptions = {},
): Promise<BM25> {
  const options = bm25Options(wanted);
  if (passages.ids.length < many) return buildBM25(passages.texts, options);
  const key = createHash("sha256").update(JSON.stringify([textsFingerprint(passages), options])).digest(
    "hex",
  );
  const file = inCache("bm25", `${key.slice(0, 16)}.bm25`);
  return await holding(
    `${file}.lock`,
    () => openBM25(passages, { file, ...options, onRebuild: console.warn }),
  );
}

const indexes = new WeakMap<Texts, BM25>();

/** The index of passages with the default options, kept as long as the passages are. */
export function bm25Of(passages: Texts): BM25 {
  let index = indexes.get(passages);
  if (!index) indexes.set(passages, index = buildBM25(passages.texts));
  return index;
}

/** As `bm25Of`, and whoever asks `bm25Of` later gets this index; that of many passages comes from the cache. */
export async function sharedBM25(
  passages: Texts,
  options: Pick<KeptIndexOptions, "many"> = {},
): Promise<BM25> {
  if (!indexes.has(passages)) indexes.set(passages, await keptBM25(passages, options));
  return indexes.get(passages)!;
}
