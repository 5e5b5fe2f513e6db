/** Figures as files. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { UserError, writeAtomically } from "../base/mod.ts";
import { altMarkup } from "./alt_text.ts";
import type { Figure } from "./figure.ts";
import { interactive } from "./interactive.ts";
import { renderSVG } from "./render.ts";

/**
 * Writes a figure: as a picture (`.svg`), or as a page that answers the mouse and needs no network (`.html`, 1.6 MB).
 *
 * @throws UserError for another ending.
 */
export async function writeFigure(file: string, figure: Figure): Promise<void> {
  const kind = path.extname(file);
  if (kind !== ".svg" && kind !== ".html") {
    throw new UserError(`Expected a figure's file to end with .svg or .html but found "${file}".`);
  }
  await writeAtomically(file, kind === ".svg" ? await renderSVG(figure) : await page(figure));
}

async function page(figure: Figure): Promise<string> {
  const plotly = await readFile(
    createRequire(import.meta.url).resolve("plotly.js-cartesian-dist-min"),
    "utf8",
  );
  // A text that ends the script would end it.
  const inScript = (code: string) => code.replace(/<\/script/gi, "<\\/script");
  const data = inScript(JSON.stringify(interactive(figure)).replace(/</g, "\\u003c"));
  const title = altMarkup(figure);
  return [
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title>`,
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `<script>${inScript(plotly)}</script></head>`,
    `<body><div id="figure" role="figure" aria-label="${title}"></div>`,
    `<script>const { data, layout, config } = ${data};\nPlotly.newPlot("figure", data, layout, config);</script>`,
    "</body></html>\n",
  ].join("\n");
}
