/** The curves of the explorer as HTML for a cell of a notebook: one text with all that it needs. */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { inProject } from "../base/mod.ts";
import { bundlePage } from "./bundle.ts";
import { literal } from "./data/script.ts";

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
  const scripts = [plotly, data, await bundlePage()].map((script) => gzipSync(script).toString("base64"));
  const page = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">',
    `<title>Learning curves</title><style>${css}</style></head><body data-view="curves"><main id="main"></main>`,
    `<script>(async()=>{for(const packed of ${literal(scripts)}){`,
    "const bytes=Uint8Array.from(atob(packed),(letter)=>letter.charCodeAt(0));",
    'const text=new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));',
    'const script=document.createElement("script");script.textContent=await new Response(text).text();',
    "document.head.append(script)}})();",
    // The frame is as high as what is in it, where the notebook lets it.
    'new ResizeObserver(()=>{if(frameElement)frameElement.style.height=document.body.scrollHeight+8+"px"})',
    ".observe(document.body)</script></body></html>",
  ].join("");
  const id = `explorer-${createHash("sha256").update(page).digest("hex").slice(0, 12)}`;
  const source = `data:image/svg+xml;base64,${Buffer.from(picture).toString("base64")}`;
  return [
    `<div id="${id}"><img alt="Learning curves" src="${source}"></div>`,
    `<script>(()=>{const frame=document.createElement("iframe");frame.title="Learning curves";`,
    `frame.style.cssText="width:100%;height:${height}px;border:0";frame.srcdoc=${literal(page)};`,
    `document.getElementById("${id}").replaceChildren(frame)})()</script>`,
  ].join("");
}
