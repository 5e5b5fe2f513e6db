/** The curves of the explorer as HTML for a cell of a notebook: one text with all that it needs. */
import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { inProject } from "../base/mod.ts";
import { bundlePage } from "./bundle.ts";
import { literal } from "./data/script.ts";
import { frame } from "./frame.ts";

export interface CellOptions {
  /** A picture, as SVG, that stands there until scripts run, and where they do not. */
  readonly picture: string;
  /** Pixels, until it is drawn. */
  readonly height: number;
}

/**
 * A frame with the view of curves.
 *
 * @param files The values of data files, by their names.
 * @returns About 0.8 MB: the scripts are gzipped.
 */
export async function curvesCell(
  files: Readonly<Record<string, unknown>>,
  { picture, height }: CellOptions,
): Promise<string> {
  const plotly = await readFile(createRequire(import.meta.url).resolve("plotly.js-cartesian-dist-min"));
  const css = await readFile(inProject("lib", "explorer", "page", "explorer.css"), "utf8");
  const data = `globalThis.explorerFiles=${literal(files)};`;
  const source = `data:image/svg+xml;base64,${Buffer.from(picture).toString("base64")}`;
  return frame({
    title: "Learning curves",
    css,
    body: '<body data-view="curves"><main id="main"></main>',
    scripts: [plotly, data, await bundlePage()],
    instead: `<img alt="Learning curves" src="${source}">`,
    height,
  });
}
