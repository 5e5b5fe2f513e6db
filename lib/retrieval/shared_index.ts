/** One BM25 index for each list of passages, so that mining and sub-collections build it once. */
import type { Texts } from "../base/mod.ts";
import { type BM25, buildBM25 } from "./bm25/mod.ts";

const indexes = new WeakMap<Texts, BM25>();

/** The index of passages with the default options, kept as long as the passages are. */
export function bm25Of(passages: Texts): BM25 {
  let index = indexes.get(passages);
  if (!index) indexes.set(passages, index = buildBM25(passages.texts));
  return index;
}
