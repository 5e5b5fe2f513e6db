/**
 * A text as words, the way BERT reads it: cleaned, its CJK characters set apart, lower-cased without accents, split
 * at white space and punctuation. Equal to `BertNormalizer` and `BertPreTokenizer` of Hugging Face's tokenizers,
 * but for some 660 rare characters that are newer than Unicode 8 (2015) or were reclassified since, which their
 * tables do not know. BERT's vocabulary has none of them.
 */

export interface WordOptions {
  /** Default true. */
  lowerCase?: boolean;
  /** Default as `lowerCase`. */
  stripAccents?: boolean;
}

const plainAscii = /^[ -~]*$/;
const lineSpace = /[\t\n\r]/g;
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd]/gu;
const whiteSpace = /\p{White_Space}/gu;
const cjk = new RegExp(
  "[\\u4e00-\\u9fff\\u3400-\\u4dbf\\u{20000}-\\u{2a6df}\\u{2a700}-\\u{2b81f}\\u{2b920}-\\u{2ceaf}" +
    "\\uf900-\\ufaff\\u{2f800}-\\u{2fa1f}]",
  "gu",
);
const accents = /\p{Mn}/gu;
const words = /[\p{P}!-/:-@[-`{-~]|[^\p{White_Space}\p{P}!-/:-@[-`{-~]+/gu;

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
  const { lowerCase = true, stripAccents = lowerCase } = options;
  if (!plainAscii.test(text)) {
    text = text.replace(lineSpace, " ").replace(invisible, "").replace(whiteSpace, " ").replace(cjk, " $& ");
    if (stripAccents) text = text.normalize("NFD").replace(accents, "");
    // JavaScript knows the final sigma, BERT does not.
    if (lowerCase) text = text.replaceAll("Σ", "σ");
  }
  return (lowerCase ? text.toLowerCase() : text).match(words) ?? [];
}
