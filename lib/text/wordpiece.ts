import { type AddedToken, addedToken, addedTokenSplit } from "./added.ts";
import { wordPieceFiles } from "./describe.ts";
import { remembering } from "./memo.ts";
import { bertSpecial, type SpecialTokens } from "./special.ts";
import { makeTokenizer, type Separators, type Tokenizer, type TokenizerFiles } from "./tokenizer.ts";
import { normalizeText, splitWords, type WordOptions } from "./words.ts";

export interface WordPieceOptions extends WordOptions {
  /** Default BERT's: [CLS], [SEP], [PAD], [UNK], [MASK]. */
  special?: SpecialTokens;
  /** Separators between the two texts of a pair; default those of the kind of special tokens. */
  separators?: Separators;
  /** Tokens that are recognised verbatim wherever a text contains them; default the special tokens. */
  added?: readonly AddedToken[];
  /** Entries of the vocabulary that are only added tokens: no word is spelled with them. Default none. */
  addedOnly?: ReadonlySet<string>;
  /** Prefix of pieces that continue a word; default "##". */
  continuation?: string;
  /** Characters of a word at most; a longer one is unknown. Default 100. */
  longestWord?: number;
  /** The files that the tokenizer was read from; default those that BERT or MPNet would have. */
  files?: TokenizerFiles;
  /** Where the vocabulary came from, for error messages. */
  source?: string;
}

/**
 * A WordPiece tokenizer (Wu et al. 2016, as in BERT): for each word, the longest piece of the vocabulary that starts
 * it, then the longest that continues it, and so on. A word that cannot be spelled this way is unknown.
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
  const { special = bertSpecial, continuation = "##", longestWord = 100, source = "the vocabulary" } =
    options;
  // Pieces that begin a word, and, without their prefix, pieces that continue one.
  const first = new Map(vocabulary.map((piece, id) => [piece, id]));
  const next = new Map<string, number>();
  let longestPiece = 1;
  const unknown = first.get(special.unk)!;
  for (const piece of options.addedOnly ?? []) first.delete(piece);
  for (const [piece, id] of first) {
    longestPiece = Math.max(longestPiece, piece.length);
    if (piece.startsWith(continuation)) next.set(piece.slice(continuation.length), id);
  }
  const { added = wordPieceAdded(special, first) } = options;

  /** One id, or several. */
  const spell = remembering((word: string): number | number[] => {
    // A string has at least as many code units as characters, so only a long one needs counting.
    if (word.length > longestWord && [...word].length > longestWord) return unknown;
    const pieces: number[] = [];
    for (let start = 0; start < word.length;) {
      const known = start === 0 ? first : next;
      let end = Math.min(word.length, start + longestPiece);
      let id: number | undefined;
      for (; end > start; end--) if ((id = known.get(word.slice(start, end))) !== undefined) break;
      if (id === undefined) return unknown;
      pieces.push(id);
      start = end;
    }
    return pieces.length === 1 ? pieces[0] : pieces;
  });

  return makeTokenizer({
    vocabulary,
    special,
    separators: options.separators,
    split: addedTokenSplit(added, (text) => normalizeText(text, options)),
    append(text, into) {
      for (const word of splitWords(text)) {
        const pieces = spell(word);
        if (typeof pieces === "number") into.push(pieces);
        else for (let i = 0; i < pieces.length; i++) into.push(pieces[i]);
      }
    },
    files: () => options.files ?? wordPieceFiles(vocabulary, { ...options, special, added }),
    source,
  });
}

/** The special tokens as Hugging Face adds them: RoBERTa's and MPNet's <mask> includes the space before it. */
function wordPieceAdded(special: SpecialTokens, ids: ReadonlyMap<string, number>): AddedToken[] {
  return Object.values(special)
    .filter((token) => ids.has(token))
    .map((token) => addedToken(token, ids.get(token)!, { lstrip: token === "<mask>" }))
    .sort((a, b) => a.id - b.id);
}
