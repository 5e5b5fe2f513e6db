/** Packed batches of tokens: one list of ids with offsets, no padding. */
import { type TokenBatch, UserError } from "../base/mod.ts";
import type { Tokenizer } from "./tokenizer.ts";

export interface PackOptions {
  /** Tokens of a text at most, including special tokens. */
  maxLength: number;
}

/**
 * Tokenizes texts into one packed batch.
 *
 * @returns Text i is `ids[offsets[i] .. offsets[i + 1]]`.
 */
export function packTexts(tokenizer: Tokenizer, texts: readonly string[], options: PackOptions): TokenBatch {
  const offsets = new Int32Array(texts.length + 1);
  let ids = new Int32Array(Math.max(1024, texts.length * 16));
  for (let i = 0; i < texts.length; i++) {
    const tokens = tokenizer.encode(texts[i], options.maxLength);
    const end = offsets[i + 1] = offsets[i] + tokens.length;
    if (end > ids.length) {
      const larger = new Int32Array(2 * end);
      larger.set(ids);
      ids = larger;
    }
    ids.set(tokens, offsets[i]);
  }
  return { ids: ids.slice(0, offsets[texts.length]), offsets };
}

/**
 * Selects texts by position, in the order of `positions`, which may repeat.
 *
 * @throws UserError where a position is outside the batch.
 */
export function selectTexts(batch: TokenBatch, positions: ArrayLike<number>): TokenBatch {
  const texts = batch.offsets.length - 1;
  const offsets = new Int32Array(positions.length + 1);
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i];
    if (!(Number.isInteger(position) && position >= 0 && position < texts)) {
      throw new UserError(
        `Expected positions from 0 to ${texts - 1} in a batch of ${texts} texts but found ${position}.`,
      );
    }
    offsets[i + 1] = offsets[i] + batch.offsets[position + 1] - batch.offsets[position];
  }
  const select = (tokens: Int32Array) => {
    const chosen = new Int32Array(offsets[positions.length]);
    for (let i = 0; i < positions.length; i++) {
      chosen.set(tokens.subarray(batch.offsets[positions[i]], batch.offsets[positions[i] + 1]), offsets[i]);
    }
    return chosen;
  };
  return { ids: select(batch.ids), offsets, ...(batch.types && { types: select(batch.types) }) };
}

/** The texts of several batches as one batch, in order. */
export function concatBatches(...batches: TokenBatch[]): TokenBatch {
  const texts = batches.reduce((sum, batch) => sum + batch.offsets.length - 1, 0);
  const tokens = batches.reduce((sum, batch) => sum + batch.ids.length, 0);
  const ids = new Int32Array(tokens);
  const types = batches.some((batch) => batch.types) ? new Int32Array(tokens) : undefined;
  const offsets = new Int32Array(texts + 1);
  let text = 0, token = 0;
  for (const batch of batches) {
    ids.set(batch.ids, token);
    if (batch.types) types!.set(batch.types, token);
    for (let i = 1; i < batch.offsets.length; i++) offsets[++text] = token + batch.offsets[i];
    token += batch.ids.length;
  }
  return { ids, offsets, ...(types && { types }) };
}
