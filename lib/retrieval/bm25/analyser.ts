/**
 * Splits texts into the words that are indexed.
 *
 * 1. The text is split into words of any script, in lower case (see words.ts).
 * 2. Stop words are dropped, if the options name a list.
 * 3. The remaining words are stemmed, if the options name a stemmer. Stop words are recognised before stemming.
 *
 * Queries and passages are treated alike: an index stores its options.
 */
import { stemmer as porter } from "stemmer";
import { words } from "./words.ts";

export interface AnalyserOptions {
  /** `english`: the 33 words that Lucene's English analyser drops, which is also bm25s's list; default `none`. */
  readonly stopWords?: "none" | "english";
  /**
   * `porter`: Porter's stemmer with the departures of its author's own program (`logi`, `bli`, words of two
   * letters), as NLTK's MARTIN_EXTENSIONS; default `none`. Snowball's `porter` lacks the departures.
   *
   * @see Porter, An algorithm for suffix stripping, 1980.
   */
  readonly stemmer?: "none" | "porter";
}

const ENGLISH = new Set(
  ("a an and are as at be but by for if in into is it no not of on or such that the their then there these they " +
    "this to was will with").split(" "),
);

/**
 * A function from a text to its indexed words, in their order.
 *
 * @example Stop words are dropped, other words stemmed
 * ```ts
 * import assert from "node:assert/strict";
 * const analyse = analyser({ stopWords: "english", stemmer: "porter" });
 * assert.deepEqual(analyse("The cats were running to Brazil"), ["cat", "were", "run", "brazil"]);
 * ```
 */
export function analyser(options: AnalyserOptions = {}): (text: string) => string[] {
  const { stopWords = "none", stemmer = "none" } = options;
  if (stopWords === "none" && stemmer === "none") return words;
  const kept = (text: string) =>
    stopWords === "none" ? words(text) : words(text).filter((word) => !ENGLISH.has(word));
  if (stemmer === "none") return kept;
  // Each word is stemmed once: most words of a text are known.
  const stems = new Map<string, string>();
  return (text) =>
    kept(text).map((word) => {
      let stem = stems.get(word);
      if (stem === undefined) stems.set(word, stem = porter(word));
      return stem;
    });
}
