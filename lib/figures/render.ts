/** A figure as SVG, without a browser window. */
import { createHash } from "node:crypto";
import { altMarkup } from "./alt_text.ts";
import { openBrowser } from "./browser.ts";
import type { Figure } from "./figure.ts";

/**
 * Draws a figure with plotly.js under jsdom.
 *
 * The same figure gives the same bytes on every machine: text is measured by a table, and the ids that plotly draws
 * at random are replaced by a digest of the picture, so that two figures can also stand on one page.
 *
 * @returns The SVG document, `layout.width` by `layout.height` pixels.
 *
 * @example A line
 * ```ts
 * import assert from "node:assert/strict";
 * const svg = await renderSVG({ data: [{ x: [1, 2], y: [3, 4] }], layout: { width: 300, height: 200 } });
 * assert.match(svg, /^<svg [^>]*width="300" height="200"/);
 * ```
 */
export async function renderSVG(figure: Figure): Promise<string> {
  const { document, plotly } = await openBrowser();
  const { data, layout } = structuredClone(figure);
  const target = document.createElement("div");
  document.body.append(target);
  try {
    const traces = data.map((trace, i) => ({ ...trace, uid: `t${i}` }));
    await plotly.newPlot(target, traces, layout, { staticPlot: true });
    const { width, height } = layout;
    const svg = await plotly.toImage(target, { format: "svg", imageDataOnly: true, width, height });
    return withAltText(normaliseIds(svg), altMarkup(figure));
  } finally {
    plotly.purge(target);
    target.remove();
  }
}

/** A picture that says what it shows, to screen readers and as its title. */
function withAltText(svg: string, text: string): string {
  return svg.replace(
    /^<svg ([^>]*)>/,
    (_, attributes) => `<svg ${attributes} role="img" aria-label="${text}"><title>${text}</title>`,
  );
}

/** plotly prefixes the ids of one picture with six random hexadecimal digits. */
function normaliseIds(svg: string): string {
  const drawn = [...svg.matchAll(/id="(?:top)?defs-([0-9a-f]{6})"/g)].map((match) => match[1]);
  const without = drawn.reduce((text, id) => text.replaceAll(id, "------"), svg);
  const digest = createHash("sha256").update(without).digest("hex").slice(0, 6);
  return without.replaceAll("------", digest);
}
