import { UserError } from "../base/mod.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { type WordOptions, wordsOf } from "./words.ts";

/** The special tokens of BERT, in the order in which our own vocabularies start. */
export const specialTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] as const;

export interface WordPieceOptions extends WordOptions {
  /** Tokens that are taken as they stand wherever a text contains them; default BERT's special tokens. */
  whole?: readonly string[];
  /** What a piece that continues a word begins with; default "##". */
  continuation?: string;
  /** Characters of the longest word that is looked at; a longer one is [UNK]. Default 100. */
  longestWord?: number;
  /** Where the vocabulary came from, for error messages. */
  source?: string;
}

// Words of natural text repeat: what a chunk between two spaces gave is remembered, up to so many chunks.
const CACHE_ENTRIES = 1 << 18;
const CACHED_LENGTH = 40;

/**
 * A WordPiece tokenizer (Wu et al. 2016, as in BERT): of each word the longest piece that the vocabulary knows, then
 * the longest that continues it; a word that cannot be spelled so is [UNK].
 *
 * @param vocabulary The pieces by id, special tokens included.
 * @throws UserError where a special token is missing.
 *
 * @example A word in pieces
 * ```ts
 * import assert from "node:assert/strict";
 * const tokenizer = wordPiece(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##kind"]);
 * assert.deepEqual([...tokenizer.encode("Unkind?", 8)], [2, 5, 6, 1, 3]);
 * ```
 */
export function wordPiece(vocabulary: readonly string[], options: WordPieceOptions = {}): Tokenizer {
  const { whole = specialTokens, continuation = "##", longestWord = 100, source = "the vocabulary" } =
    options;
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  const [padId, unkId, clsId, sepId, maskId] = specialTokens.map((token) => {
    const id = ids.get(token);
    if (id !== undefined) return id;
    throw new UserError(
      `Expected the special token ${token} in ${source}, but its ${vocabulary.length} entries do not hold it. ` +
        `Only BERT's vocabularies (${specialTokens.join(" ")}) can be read.`,
    );
  });

  // Pieces that begin a word, and, without their prefix, pieces that continue one.
  const first = ids;
  const next = new Map<string, number>();
  let longestPiece = 1;
  for (const [piece, id] of ids) {
    longestPiece = Math.max(longestPiece, piece.length);
    if (piece.startsWith(continuation)) next.set(piece.slice(continuation.length), id);
  }

  function addPieces(word: string, into: number[]): void {
    const mark = into.length;
    // A string is never shorter than its characters are many, so only a long one needs counting.
    let fits = word.length <= longestWord || [...word].length <= longestWord;
    for (let start = 0; fits && start < word.length;) {
      const known = start === 0 ? first : next;
      let end = Math.min(word.length, start + longestPiece);
      let id: number | undefined;
      for (; end > start; end--) if ((id = known.get(word.slice(start, end))) !== undefined) break;
      if (id === undefined) fits = false;
      else into.push(id);
      start = end;
    }
    if (!fits) {
      into.length = mark;
      into.push(unkId);
    }
  }

  const isWhole = new Map(whole.map((token) => [token, ids.get(token) ?? unkId]));
  const splitter = whole.length === 0 ? undefined : new RegExp(
    "(" + [...whole].sort((a, b) => b.length - a.length).map(escapeForRegExp).join("|") + ")",
  );
  const maybeWhole = new Set(whole.map((token) => token[0]));

  function piecesOf(chunk: string): number[] {
    const pieces: number[] = [];
    const parts = splitter && [...maybeWhole].some((c) => chunk.includes(c))
      ? chunk.split(splitter)
      : [chunk];
    for (const part of parts) {
      const id = isWhole.get(part);
      if (id !== undefined) pieces.push(id);
      else for (const word of wordsOf(part, options)) addPieces(word, pieces);
    }
    return pieces;
  }

  let cache = new Map<string, number[]>();
  function remembered(chunk: string): number[] {
    if (chunk.length > CACHED_LENGTH) return piecesOf(chunk);
    let pieces = cache.get(chunk);
    if (pieces === undefined) {
      if (cache.size >= CACHE_ENTRIES) cache = new Map();
      cache.set(chunk, pieces = piecesOf(chunk));
    }
    return pieces;
  }

  function encode(text: string, maxLength: number): Int32Array {
    if (!Number.isInteger(maxLength) || maxLength < 2) {
      throw new UserError(
        `Expected a maximum length of at least 2 tokens ([CLS] and [SEP]) but found ${maxLength}.`,
      );
    }
    const out = [clsId];
    // No rule of the normaliser reaches across a space, so a text may be read a chunk at a time.
    for (let start = 0; start <= text.length && out.length < maxLength;) {
      let end = text.indexOf(" ", start);
      if (end < 0) end = text.length;
      if (end > start) { for (const id of remembered(text.slice(start, end))) out.push(id); }
      start = end + 1;
    }
    if (out.length > maxLength - 1) out.length = maxLength - 1;
    out.push(sepId);
    return Int32Array.from(out);
  }

  return { vocabulary, vocabularySize: vocabulary.length, clsId, sepId, padId, maskId, unkId, encode };
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
