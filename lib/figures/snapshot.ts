/** Pictures as text that compares: what the tests of figures store, and a reviewer looks at. */

/**
 * An SVG picture in a form that two runs, and two versions in git, can be compared by: one element a line, numbers with two
 * decimals, and without the pixels of embedded pictures and the digest in its ids. It can still be drawn.
 *
 * @param svg A whole SVG document.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(snapshot('<svg><path d="M1.23456,-0.001"/></svg>'), '<svg>\n<path d="M1.23,0"/>\n</svg>\n');
 * ```
 */
export function snapshot(svg: string): string {
  const rounded = (number: string) => String(Number(Number(number).toFixed(2)) || 0);
  const prefix = /<defs id="defs([0-9a-f]{6})-?"/.exec(svg)?.[1];
  return (prefix ? svg.replaceAll(prefix, "") : svg)
    // The PNG of a heatmap is another library's, and may be packed differently by another version.
    .replace(/data:image\/png;base64,[^"]*/g, "")
    .replace(/(?<![\d.#])-?\d*\.\d+(?:e-?\d+)?(?![\d.])/g, rounded)
    .replace(/></g, ">\n<") + "\n";
}
