/**
 * A text that plotly, or a page, shows as it is: names of files and ids may hold what is taken for markup.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(escaped('<b>"x"</b>'), "&lt;b&gt;&quot;x&quot;&lt;/b&gt;");
 * ```
 */
export function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
