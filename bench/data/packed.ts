/** Token lists as packed batches. */
import type { TokenBatch } from "../../lib/base/mod.ts";
import type { TripleTokens } from "./triples.ts";

/** Queries, then positives, then negatives, as `lossAndGradients` takes them. */
export function packedTriples({ queries, positives, negatives }: TripleTokens): TokenBatch {
  const texts = [...queries, ...positives, ...negatives];
  const offsets = new Int32Array(texts.length + 1);
  texts.forEach((ids, i) => offsets[i + 1] = offsets[i] + ids.length);
  return { ids: Int32Array.from(texts.flat()), offsets };
}
