import { UserError } from "../base/mod.ts";
import type { Split } from "./added.ts";
import { bertSpecial, idsOfSpecial, type SpecialTokens } from "./special.ts";

/** How many separators stand between the two texts of a pair. */
export type Separators = 1 | 2;

/** Turns a text into the ids of its pieces in a vocabulary. */
export interface Tokenizer {
  /** The pieces by id. */
  readonly vocabulary: readonly string[];
  readonly vocabularySize: number;
  /** The token at the start of every text: [CLS] or <s>. */
  readonly clsId: number;
  /** The token at the end of every text: [SEP] or </s>. */
  readonly sepId: number;
  readonly padId: number;
  readonly maskId: number;
  readonly unkId: number;
  /** How many `sepId` stand between the two texts of a pair: BERT has 1, RoBERTa and MPNet have 2. */
  readonly separators: Separators;
  /** The files that describe it, by name, as a published encoder's folder has them. */
  readonly files: TokenizerFiles;
  /**
   * @param text Any string; an empty one gives [CLS] [SEP].
   * @param maxLength Tokens at most, [CLS] and [SEP] included; at least 2.
   * @returns [CLS], at most the first `maxLength - 2` pieces, [SEP]. A new array.
   */
  encode(text: string, maxLength: number): Int32Array;
}

/** Contents by name: `tokenizer.json`, `tokenizer_config.json`, `vocab.txt` and the like. */
export type TokenizerFiles = Readonly<Record<string, string>>;

/** What differs between tokenizers. */
export interface TokenizerParts {
  readonly vocabulary: readonly string[];
  readonly special: SpecialTokens;
  /** Default: 1 where texts begin with BERT's [CLS], else 2. */
  readonly separators?: Separators;
  /** Finds added tokens, and normalises the rest. */
  readonly split: Split;
  /** Appends the pieces of a normalised text without added tokens. */
  append(text: string, into: number[]): void;
  files(): TokenizerFiles;
  /** Where the vocabulary came from, for error messages. */
  readonly source: string;
}

// A long text is read in parts of about this many characters, until `maxLength` tokens are found.
const PART = 1024;

/**
 * A tokenizer from its parts.
 *
 * @throws UserError where a special token is missing.
 */
export function makeTokenizer(parts: TokenizerParts): Tokenizer {
  const { vocabulary, special, split, append } = parts;
  const { separators = special.cls === bertSpecial.cls ? 1 : 2 } = parts;
  const { clsId, sepId, padId, maskId, unkId } = idsOfSpecial(special, vocabulary, parts.source);
  let files: TokenizerFiles | undefined;

  function encode(text: string, maxLength: number): Int32Array {
    if (!Number.isInteger(maxLength) || maxLength < 2) {
      throw new UserError(
        `Expected a maximum length of at least 2 tokens (${special.cls} and ${special.sep}) ` +
          `but found ${maxLength}.`,
      );
    }
    const out = [clsId];
    for (const part of split(text)) {
      if (typeof part === "number") out.push(part);
      else {
        for (let start = 0; start < part.length && out.length < maxLength;) {
          const end = wordBoundary(part, start + PART);
          append(start === 0 && end === part.length ? part : part.slice(start, end), out);
          start = end;
        }
      }
      if (out.length >= maxLength) break;
    }
    if (out.length > maxLength - 1) out.length = maxLength - 1;
    out.push(sepId);
    return new Int32Array(out);
  }

  return {
    vocabulary,
    vocabularySize: vocabulary.length,
    clsId,
    sepId,
    padId,
    maskId,
    unkId,
    separators,
    get files() {
      return files ??= parts.files();
    },
    encode,
  };
}

const endOfWord = /[^\p{White_Space}] /gu;

/**
 * The first position from `from` on where a space follows a word, else the end. No rule of a tokenizer crosses it.
 */
function wordBoundary(text: string, from: number): number {
  if (from >= text.length) return text.length;
  endOfWord.lastIndex = from;
  return endOfWord.test(text) ? endOfWord.lastIndex - 1 : text.length;
}
