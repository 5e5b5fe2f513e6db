import { UserError } from "../base/mod.ts";
import { type AddedToken, addedToken, addedTokenSplit } from "./added.ts";
import { bytePairFiles } from "./describe.ts";
import { minHeap } from "./heap.ts";
import { remembering } from "./memo.ts";
import { robertaSpecial, type SpecialTokens } from "./special.ts";
import { makeTokenizer, type Separators, type Tokenizer, type TokenizerFiles } from "./tokenizer.ts";

export interface BytePairOptions {
  /** Default RoBERTa's: <s>, </s>, <pad>, <unk>, <mask>. */
  special?: SpecialTokens;
  /** Separators between the two texts of a pair; default those of the kind of special tokens. */
  separators?: Separators;
  /** Tokens that are recognised verbatim wherever a text contains them; default the special tokens. */
  added?: readonly AddedToken[];
  /** Entries of the vocabulary that are only added tokens: no word is spelled with them. Default none. */
  addedOnly?: ReadonlySet<string>;
  /** Reads a text, and what follows an added token, as if a space preceded it; default false. */
  prefixSpace?: boolean;
  /** A word that is in the vocabulary is not merged from its bytes; default false. */
  ignoreMerges?: boolean;
  /** The files that the tokenizer was read from; default those that RoBERTa would have. */
  files?: TokenizerFiles;
  /** Where the vocabulary came from, for error messages. */
  source?: string;
}

// Each word with the space before it.
const words =
  /'(?:s|t|re|ve|m|ll|d)| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;
const asciiWords = /'(?:s|t|re|ve|m|ll|d)| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+(?!\S)|\s+/g;
const ascii = /^[\0-\x7f]*$/;

/** Splits a text into GPT-2's words, which together make up the text. */
export function spacedWordsOf(text: string): string[] {
  return text.match(ascii.test(text) ? asciiWords : words) ?? [];
}

/**
 * A byte-level BPE tokenizer (Radford et al. 2019, as in RoBERTa): a word is its bytes in UTF-8, whose neighbours are
 * merged in the order in which the merges were learned, from the left.
 *
 * @param vocabulary The pieces by id, with bytes written as in `byteAlphabet`, including the special tokens.
 * @param merges Pairs of pieces in the order in which they were learned.
 * @throws UserError where a special token, a byte, or a piece of a merge is missing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const vocabulary = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", ...byteAlphabet, "at"];
 * const tokenizer = bytePairs(vocabulary, [["a", "t"]]);
 * const pieces = [...tokenizer.encode("at a", 8)].map((id) => vocabulary[id]);
 * assert.deepEqual(pieces, ["<s>", "at", "Ġ", "a", "</s>"]);
 * ```
 */
export function bytePairs(
  vocabulary: readonly string[],
  merges: readonly (readonly [string, string])[],
  options: BytePairOptions = {},
): Tokenizer {
  const { special = robertaSpecial, prefixSpace = false, ignoreMerges = false, source = "the vocabulary" } =
    options;
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  const { added = bytePairAdded(special, ids) } = options;
  const idOf = (piece: string, what: string) => {
    const id = ids.get(piece);
    if (id !== undefined) return id;
    throw new UserError(
      `Expected ${what} in ${source}, but its ${vocabulary.length} entries lack ${JSON.stringify(piece)}. ` +
        "Fetch the file again.",
    );
  };
  const byteIds = byteAlphabet.map((piece) => idOf(piece, "each of the 256 bytes"));
  const ranks = new Map<number, number>();
  const merged = new Int32Array(merges.length);
  const pairOf = (left: number, right: number) => left * vocabulary.length + right;
  merges.forEach(([left, right], rank) => {
    const [a, b] = [left, right].map((piece) => idOf(piece, `both pieces of merge ${rank + 1}`));
    merged[rank] = idOf(left + right, `the result of merge ${rank + 1}`);
    ranks.set(pairOf(a, b), rank);
  });
  const utf8 = new TextEncoder();

  const spell = remembering((word: string): number[] => {
    const bytes = utf8.encode(word);
    if (ignoreMerges) {
      const spelled = Array.from(bytes, (byte) => byteAlphabet[byte]).join("");
      const whole = ids.get(spelled);
      if (whole !== undefined && !options.addedOnly?.has(spelled)) return [whole];
    }
    const pieces: number[] = [];
    for (let i = 0; i < bytes.length; i++) pieces.push(byteIds[bytes[i]]);
    return pieces.length === 1 ? pieces : merge(pieces);
  });

  /** Merges in place, in a linked list whose removed entries are -1. */
  function merge(pieces: number[]): number[] {
    const count = pieces.length;
    const next = new Int32Array(count), previous = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    const heap = minHeap();
    const rankAt = (at: number) =>
      at >= 0 && next[at] < count ? ranks.get(pairOf(pieces[at], pieces[next[at]])) : undefined;
    const propose = (at: number) => {
      const rank = rankAt(at);
      if (rank !== undefined) heap.push(rank * count + at);
    };
    for (let at = 0; at < count; at++) propose(at);
    for (let best; (best = heap.pop()) !== undefined;) {
      const at = best % count, rank = Math.floor(best / count);
      if (pieces[at] < 0) continue;
      // A proposed pair may be gone, or may now be another pair that makes the same piece.
      const now = rankAt(at);
      if (now === undefined || merged[now] !== merged[rank]) continue;
      const right = next[at];
      pieces[at] = merged[rank];
      pieces[right] = -1;
      next[at] = next[right];
      if (next[at] < count) previous[next[at]] = at;
      propose(previous[at]);
      propose(at);
    }
    const remaining: number[] = [];
    for (let at = 0; at < count; at = next[at]) remaining.push(pieces[at]);
    return remaining;
  }

  return makeTokenizer({
    vocabulary,
    special,
    separators: options.separators,
    split: prefixSpace ? withPrefixSpace(addedTokenSplit(added, same)) : addedTokenSplit(added, same),
    append(text, into) {
      for (const word of spacedWordsOf(text)) {
        const pieces = spell(word);
        for (let i = 0; i < pieces.length; i++) into.push(pieces[i]);
      }
    },
    files: () =>
      options.files ?? bytePairFiles(vocabulary, merges, { ...options, special, added, prefixSpace }),
    source,
  });
}

/**
 * A visible character for each byte (GPT-2): itself where it is printable in Latin-1, else one from U+0100 on, so that
 * a space is "Ġ".
 */
export const byteAlphabet: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const printable = (code: number) =>
    (code > 0x20 && code < 0x7f) || (code > 0xa0 && code < 0x100 && code !== 0xad);
  if (printable(byte)) return String.fromCharCode(byte);
  let others = 0;
  for (let code = 0; code < byte; code++) if (!printable(code)) others++;
  return String.fromCharCode(0x100 + others);
});

const same = (text: string) => text;

function withPrefixSpace(split: ReturnType<typeof addedTokenSplit>): typeof split {
  return (text) =>
    split(text).map((part) => typeof part === "string" && !part.startsWith(" ") ? ` ${part}` : part);
}

function bytePairAdded(special: SpecialTokens, ids: ReadonlyMap<string, number>): AddedToken[] {
  return Object.values(special)
    .filter((token) => ids.has(token))
    .map((token) => addedToken(token, ids.get(token)!))
    .sort((a, b) => a.id - b.id);
}
