/** Texts of similar length together, where attention pads least. */
import type { TokenBatch } from "../base/mod.ts";

/** Positions of a batch's texts, shortest first; texts of one length in their order. */
export function textsByLength({ offsets }: TokenBatch): Int32Array {
  const length = (i: number) => offsets[i + 1] - offsets[i];
  return Int32Array.from({ length: offsets.length - 1 }, (_, i) => i)
    .sort((a, b) => length(a) - length(b) || a - b);
}

/**
 * Cuts a batch into smaller ones of texts of similar length.
 *
 * @param maxTokens Tokens of a smaller batch at most; a longer text is a batch by itself.
 * @returns The positions of each smaller batch's texts, the shortest texts first.
 *
 * @example Texts of 3, 1 and 2 tokens
 * ```ts
 * import assert from "node:assert/strict";
 * const batch = { ids: new Int32Array(6), offsets: Int32Array.of(0, 3, 4, 6) };
 * assert.deepEqual(cutByLength(batch, 3), [Int32Array.of(1, 2), Int32Array.of(0)]);
 * ```
 */
export function cutByLength(batch: TokenBatch, maxTokens: number): Int32Array[] {
  const { offsets } = batch;
  const order = textsByLength(batch);
  const parts: Int32Array[] = [];
  let start = 0, tokens = 0;
  order.forEach((text, i) => {
    const length = offsets[text + 1] - offsets[text];
    if (i > start && tokens + length > maxTokens) {
      parts.push(order.slice(start, i));
      [start, tokens] = [i, 0];
    }
    tokens += length;
  });
  if (start < order.length) parts.push(order.slice(start));
  return parts;
}
