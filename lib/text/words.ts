/**
 * A text as words, the way BERT reads it: cleaned, its CJK characters set apart, lower-cased without accents, split
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
 * A text as BERT's normaliser leaves it.
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

/** What is newer than the tables neither decomposes nor changes places. */
function decompose(text: string): string {
  return anyNewer.test(text) ? text.replace(older, (part) => part.normalize("NFD")) : text.normalize("NFD");
}

/**
 * Splits a text into BERT's words; each punctuation mark is a word of its own.
 *
 * @example Accents go, punctuation stands alone
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(wordsOf("Café, naïve!"), ["cafe", ",", "naive", "!"]);
 * ```
 */
export function wordsOf(text: string, options: WordOptions = {}): string[] {
  return splitWords(normalizeText(text, options));
}

/** The words of a text that is normalised already. */
export function splitWords(normalized: string): string[] {
  return normalized.match(plainAscii.test(normalized) ? asciiWords : words) ?? [];
}
