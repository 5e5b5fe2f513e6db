/** How long texts are in tokens. */
import type { Tokenizer } from "./tokenizer.ts";

/**
 * The number of tokens of each text, special tokens included, before anything is cut.
 *
 * @returns `[texts]`
 */
export function tokenLengths(tokenizer: Tokenizer, texts: readonly string[]): Int32Array {
  return Int32Array.from(texts, (text) => tokenizer.encode(text, Number.MAX_SAFE_INTEGER).length);
}
