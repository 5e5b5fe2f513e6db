import { type WordOptions, wordsOf } from "./words.ts";

/**
 * Counts the words of texts, as the tokenizer splits them (see `wordsOf`).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual([...countWords(["A cat.", "a dog"])], [["a", 2], ["cat", 1], [".", 1], ["dog", 1]]);
 * ```
 */
export function countWords(texts: Iterable<string>, options: WordOptions = {}): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of wordsOf(text, options)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
