/** Characters of MS MARCO's passages that were encoded twice. */
import { Buffer } from "node:buffer";

/** Bytes of UTF-8 that were read as Latin-1, of characters of four, three and two bytes. */
const TWICE = [/[\xf0-\xf4][\x80-\xbf]{3}/g, /[\xe0-\xef][\x80-\xbf]{2}/g, /[\xc2-\xdf][\x80-\xbf]/g];
const ANY = /[\xc2-\xf4][\x80-\xbf]/;

/**
 * A passage with its characters as they were meant: in the published collection some are encoded twice. ir_datasets, from
 * which the reference reads, corrects them in the same way.
 *
 * @example An apostrophe
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(decodedOnce("the city\u00e2\u0080\u0099s caf\u00e9"), "the city’s café");
 * ```
 */
export function decodedOnce(text: string): string {
  if (!ANY.test(text)) return text;
  return TWICE.reduce((text, pattern) => text.replace(pattern, decoded), text);
}

/** What is no character in UTF-8 stays as it is. */
function decoded(bytes: string): string {
  const text = Buffer.from(bytes, "latin1").toString();
  return [...text].length === 1 ? text : bytes;
}
