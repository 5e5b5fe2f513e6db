/**
 * A text whose control characters cannot act on a terminal: ids and names come from outside. Line breaks and tabs stay.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(printable("a\x1b[2Jb\n"), "a\\x1b[2Jb\n");
 * ```
 */
export function printable(text: string): string {
  // C0 and C1, and the marks that turn the direction of what follows.
  // deno-lint-ignore no-control-regex
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/g, escaped);
}

/** The same for a text that has to stay on one line. */
export function printableLine(text: string): string {
  return printable(text).replace(/[\r\n\t\u2028\u2029]/g, escaped);
}

function escaped(character: string): string {
  const short: Record<string, string> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };
  const code = character.charCodeAt(0).toString(16);
  return short[character] ??
    (code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`);
}

/**
 * A text without the names and passwords that its addresses hold.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(withoutPasswords("https://me:secret@host/a@b"), "https://***@host/a@b");
 * ```
 */
export function withoutPasswords(text: string): string {
  return text.replace(/(\w:\/\/)[^\/\s]*@/g, "$1***@");
}
