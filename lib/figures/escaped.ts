/**
 * Text that plotly does not take for markup.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(escaped("a <b> & c"), "a &lt;b&gt; &amp; c");
 * ```
 */
export function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
