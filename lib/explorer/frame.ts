/** A page in a cell of a notebook: one text with all that it needs. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { literal } from "./data/script.ts";

export interface FrameOptions {
  readonly title: string;
  readonly css: string;
  /** What the page starts with, as HTML. */
  readonly body: string;
  /** Run one after the other; they are gzipped. */
  readonly scripts: readonly (string | Uint8Array)[];
  /** What stands there until scripts run, and where they do not, as HTML. */
  readonly instead: string;
  /** Pixels, until it is drawn. */
  readonly height: number;
}

/** HTML that puts a page into a frame, where scripts run. */
export function frame({ title, css, body, scripts, instead, height }: FrameOptions): string {
  const packed = scripts.map((script) => gzipSync(script).toString("base64"));
  const page = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">',
    `<title>${title}</title><style>${css}</style></head>${body}`,
    `<script>(async()=>{for(const packed of ${literal(packed)}){`,
    "const bytes=Uint8Array.from(atob(packed),(letter)=>letter.charCodeAt(0));",
    'const text=new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));',
    'const script=document.createElement("script");script.textContent=await new Response(text).text();',
    "document.head.append(script)}})();",
    // The frame is as high as what is in it, where the notebook lets it.
    'new ResizeObserver(()=>{if(frameElement)frameElement.style.height=document.body.scrollHeight+8+"px"})',
    ".observe(document.body)</script></body></html>",
  ].join("");
  const id = `page-${createHash("sha256").update(page).digest("hex").slice(0, 12)}`;
  return [
    `<div id="${id}">${instead}</div>`,
    `<script>(()=>{const frame=document.createElement("iframe");frame.title=${literal(title)};`,
    `frame.style.cssText="width:100%;height:${height}px;border:0";frame.srcdoc=${literal(page)};`,
    `document.getElementById("${id}").replaceChildren(frame)})()</script>`,
  ].join("");
}
