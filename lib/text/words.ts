/**
 * Splits a text into words as BERT does: cleaned, with CJK characters separated, lower-cased without accents, split
 * at white space and punctuation. Equal to `BertNormalizer` and `BertPreTokenizer` of Hugging Face's tokenizers for
 * every character (see unicode.ts).
 */
import { ideograph, invisible, lowerCase as inLowerCase, mark, newer, punctuation } from "./unicode.ts";

export interface WordOptions {
  /** Default true. */
  lowerCase?: boolean;
  /** Default as `lowerCase`. */
  stripAccents?: boolean;
}

const plainAscii = /^[\t\n\r -~]*$/;
const asciiWords = /[A-Za-z0-9]+|[!-/:-@[-`{-~]/g;
const lineSpace = /[\t\n\r]/g;
const whiteSpace = /\p{White_Space}/gu;
const unseen = new RegExp(invisible, "gv");
const apart = new RegExp(ideograph, "gv");
const accents = new RegExp(mark, "gv");
const anyNewer = new RegExp(newer, "v");
const older = new RegExp(`[^${newer}]+`, "gv");
const words = new RegExp(`${punctuation}|[^\\p{White_Space}${punctuation}]+`, "gv");

/**
 * The text after BERT's normaliser.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(normalizeText("Crème\tbrûlée"), "creme brulee");
 * ```
 */
export function normalizeText(text: string, options: WordOptions = {}): string {
  const { lowerCase = true, stripAccents = lowerCase } = options;
  text = text.replace(lineSpace, " ");
  if (plainAscii.test(text)) return lowerCase ? text.toLowerCase() : text;
  text = text.replace(unseen, "").replace(whiteSpace, " ").replace(apart, " $& ");
  if (stripAccents) text = decompose(text).replace(accents, "");
  return lowerCase ? inLowerCase(text) : text;
}

/** Characters that are newer than the tables neither decompose nor are reordered. */
function decompose(text: string): string {
  return anyNewer.test(text) ? text.replace(older, (part) => part.normalize("NFD")) : text.normalize("NFD");
}

/**
 * Splits a text into BERT's words; each punctuation mark is a separate word.
 *
 * @example Accents are removed, punctuation is separate
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(wordsOf("Café, naïve!"), ["cafe", ",", "naive", "!"]);
 * ```
 */
export function wordsOf(text: string, options: WordOptions = {}): string[] {
  return splitWords(normalizeText(text, options));
}

/** The words of a normalised text. */
export function splitWords(normalized: string): string[] {
  return normalized.match(plainAscii.test(normalized) ? asciiWords : words) ?? [];
}
