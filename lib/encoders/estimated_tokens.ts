/** The tokens of texts before they are tokenized, for estimates of the time that is left. */

/** Characters of an English text for each token, with the space between. */
const CHARACTERS = 4.5;
/** Tokens that are put around each text. */
const SPECIAL = 2;

/**
 * About how many tokens texts have that are cut at a length.
 *
 * @example Long texts count as far as they are read
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(estimatedTokens(["a cat", "word ".repeat(1000)], 200), 2 + 5 / 4.5 + 200);
 * ```
 */
export function estimatedTokens(texts: readonly string[], maxLength: number): number {
  return texts.reduce((sum, { length }) => sum + Math.min(SPECIAL + length / CHARACTERS, maxLength), 0);
}
