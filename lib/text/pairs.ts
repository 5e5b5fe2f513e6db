/** Pairs of texts as packed batches: a query and a passage in one sequence, as a cross-encoder reads them. */
import { type TokenBatch, UserError } from "../base/mod.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** Pairs as positions in two lists of texts. */
export interface TextPairs {
  readonly firsts: readonly string[];
  readonly seconds: readonly string[];
  /** Of each pair the position of its first text. */
  readonly first: ArrayLike<number>;
  /** Of each pair the position of its second text. */
  readonly second: ArrayLike<number>;
}

export interface PackPairsOptions {
  /** Tokens of a pair at most, special ones included: the second text is cut. */
  maxLength: number;
  /**
   * Tokens that the first text is cut at, with the special tokens around it; default half of `maxLength`, so that a long
   * first text leaves room for the second.
   */
  maxFirst?: number;
}

/**
 * Tokenizes pairs into one packed batch: `[CLS] first [SEP] second [SEP]`, with types 0 up to the first [SEP] and 1 after
 * it; RoBERTa and MPNet have two separators between the texts. Each text is tokenized once.
 *
 * @throws UserError where a pair's first text and special tokens leave no token for the second.
 *
 * @example The second text is cut, the first is not
 * ```ts
 * import assert from "node:assert/strict";
 * import { specialTokens } from "./special.ts";
 * import { wordPiece } from "./wordpiece.ts";
 * const tokenizer = wordPiece([...specialTokens, "red", "cat", "runs"]);
 * const { ids, types } = packPairs(tokenizer, {
 *   firsts: ["red cat"],
 *   seconds: ["cat runs runs"],
 *   first: [0],
 *   second: [0],
 * }, { maxLength: 7, maxFirst: 4 });
 * const words = [...ids].map((id) => tokenizer.vocabulary[id]).join(" ");
 * assert.equal(words, "[CLS] red cat [SEP] cat runs [SEP]");
 * assert.deepEqual([...types!], [0, 0, 0, 0, 1, 1, 1]);
 * ```
 */
export function packPairs(tokenizer: Tokenizer, pairs: TextPairs, options: PackPairsOptions): TokenBatch {
  const { separators, sepId } = tokenizer;
  const { maxLength, maxFirst = Math.max(2, Math.floor(maxLength / 2)) } = options;
  // A first text, the separators after it, a token of the second, and the last separator.
  const least = maxFirst + separators + 1;
  if (!(Number.isInteger(maxFirst) && maxFirst >= 2 && maxLength >= least)) {
    throw new UserError(
      `Expected pairs of at least ${least} tokens, so that the second text has room after a first one of ` +
        `${maxFirst}, but found a maximum of ${maxLength}. Cut the first text shorter.`,
    );
  }
  const tokens = (texts: readonly string[], most: number) => {
    const known = new Map<number, Int32Array>();
    return (position: number) => {
      let found = known.get(position);
      if (!found) known.set(position, found = tokenizer.encode(texts[position], most));
      return found;
    };
  };
  const firstOf = tokens(pairs.firsts, maxFirst), secondOf = tokens(pairs.seconds, maxLength);
  const count = pairs.first.length;
  const offsets = new Int32Array(count + 1);
  const whole = Array.from({ length: count }, (_, i) => {
    const first = firstOf(pairs.first[i]), second = secondOf(pairs.second[i]);
    const start = first.length + separators - 1; // where the second text begins
    const kept = Math.min(second.length - 2, maxLength - start - 1);
    offsets[i + 1] = offsets[i] + start + kept + 1;
    return { first, second: second.subarray(1, 1 + kept), start };
  });
  const ids = new Int32Array(offsets[count]).fill(sepId);
  const types = new Int32Array(offsets[count]);
  whole.forEach(({ first, second, start }, i) => {
    ids.set(first, offsets[i]);
    ids.set(second, offsets[i] + start);
    types.fill(1, offsets[i] + start, offsets[i + 1]);
  });
  return { ids, offsets, types };
}
