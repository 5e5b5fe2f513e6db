/** Splits texts of any script into words. */
import process from "node:process";

/** By which rules texts are split: an index by other rules finds nothing. Raise the number when they change. */
export const WORD_RULES = `2, ICU ${process.versions.icu}`;

const ZERO = 48, NINE = 57, SMALL_A = 97, SMALL_Z = 122;
const ascii = /^[\0-\x7f]*$/;
const anyWords = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** Soft hyphens, joiners, variation selectors: they change how a word looks. A space of no width ends a word. */
const unseen = /(?!\u200b)\p{Default_Ignorable_Code_Point}/gu;
/** Latin letters that lower case folds, which are all up to ÿ but µ and ß. */
const simple = /^[\0-\xb4\xb6-\xde\xe0-\xff]*$/;
const finalSigma = /ς/g;
/** Scripts that write no spaces between words, for which ICU has dictionaries. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

let segmenter: Intl.Segmenter | undefined;

/**
 * The words of a text.
 *
 * 1. The text is normalised (NFC), without characters that are not seen, such as soft hyphens.
 * 2. A word is a longest run of letters and digits of any script, with the marks that follow them: `don't` is `don` and
 *    `t`, `U.S.` is `u` and `s`, `covid-19` is `covid` and `19`; no word is too short.
 * 3. Where a script writes no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese), such a run is split by
 *    the dictionaries of `Intl.Segmenter`.
 * 4. Upper and lower case are made equal by Unicode's case folding, whatever the language: `Straße` is `strasse`.
 *
 * @example Both ways to write an accent are one, and marks belong to their letters
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(words("Cafe\u0301, हिन्दी"), words("CAF\u00c9, हिन्दी"));
 * assert.deepEqual(words("我喜欢绿茶"), ["我", "喜欢", "绿茶"]);
 * ```
 */
export function words(text: string): string[] {
  return asciiWords(text.toLowerCase()) ?? unicodeWords(text);
}

/** The words of a text in lower case; undefined where it is not all ASCII. Faster than a regular expression. */
function asciiWords(text: string): string[] | undefined {
  const found: string[] = [];
  let start = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return undefined;
    if (code >= SMALL_A && code <= SMALL_Z || code >= ZERO && code <= NINE) {
      if (start < 0) start = i;
    } else if (start >= 0) {
      found.push(text.slice(start, i));
      start = -1;
    }
  }
  if (start >= 0) found.push(text.slice(start));
  return found;
}

function unicodeWords(text: string): string[] {
  const found: string[] = [];
  for (const run of text.replace(unseen, "").normalize("NFC").match(anyWords) ?? []) {
    if (ascii.test(run)) found.push(run.toLowerCase());
    else if (unspaced.test(run)) {
      segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
      for (const { segment } of segmenter.segment(run)) found.push(folded(segment));
    } else found.push(folded(run));
  }
  return found;
}

/**
 * A word after full case folding. JavaScript has no such function, but lower case, upper case and lower case again do
 * the same, except for the final sigma, which depends on its place, and the dotless i, which is a letter of its own.
 */
function folded(word: string): string {
  if (simple.test(word)) return word.toLowerCase();
  if (word.includes("ı")) return word.split("ı").map(folded).join("ı");
  return word.toLowerCase().toUpperCase().toLowerCase().replace(finalSigma, "σ").normalize("NFC");
}
