/**
 * A text that plotly shows as it is: names of files and ids may hold what it takes for markup. Quotes stay, because
 * plotly does not know `&quot;`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(escaped('<b>"x"</b> &'), '&lt;b&gt;"x"&lt;/b&gt; &amp;');
 * ```
 */
export function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
