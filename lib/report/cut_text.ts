/**
 * A text short enough for a table: on one line, cut after a word.
 *
 * @param most Characters at most, the mark of the cut included.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(cutText("What are the\n symptoms of it?", 16), "What are the …");
 * assert.equal(cutText("short", 16), "short");
 * ```
 */
export function cutText(text: string, most: number): string {
  const letters = [...text.replace(/\s+/g, " ").trim()];
  if (letters.length <= most) return letters.join("");
  const start = letters.slice(0, most - 1).join("");
  const space = start.lastIndexOf(" ");
  // A text without spaces, such as Chinese, is cut anywhere.
  return space > start.length / 2 ? `${start.slice(0, space)} …` : `${start}…`;
}
