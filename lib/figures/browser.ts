/**
 * A browser that cannot draw, but measures: jsdom with what plotly.js asks of it beyond the DOM.
 *
 * jsdom stays at 26, the last version whose packages are all CommonJS: where CommonJS requires an ES module, Deno's
 * Jupyter kernel waits for itself now and then, and the notebook's first cell never ends (denoland/deno#30599).
 */
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { type Canvas, createCanvas } from "@napi-rs/canvas";
import { JSDOM } from "jsdom";
import { asRect, bounds, boundsOnPage, type Shape, textWidth } from "./bounds.ts";

/** The part of plotly.js that is used here. */
export interface Plotly {
  newPlot(target: unknown, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  toImage(target: unknown, options: Record<string, unknown>): Promise<string>;
  purge(target: unknown): void;
}

interface Page {
  readonly body: Shape;
  createElement(name: string): Shape;
}

export interface Browser {
  readonly document: Page;
  readonly plotly: Plotly;
}

let opened: Promise<Browser> | undefined;

/** The one browser of this process, opened on first use (1 to 2 s). */
export function openBrowser(): Promise<Browser> {
  return opened ??= open();
}

async function open(): Promise<Browser> {
  const { window } = new JSDOM("<!doctype html><body></body>", {
    runScripts: "outside-only",
    pretendToBeVisual: true,
  });
  const w = window as unknown as PatchedWindow;
  w.URL.createObjectURL = () => "blob:none";
  w.matchMedia = () => ({ matches: false, addEventListener() {}, removeEventListener() {} });
  w.Element.prototype.getBoundingClientRect = function (this: Shape) {
    return asRect(boundsOnPage(this));
  };
  w.SVGElement.prototype.getBBox = function (this: Shape) {
    return asRect(bounds(this));
  };
  w.SVGElement.prototype.getComputedTextLength = function (this: Shape) {
    return textWidth(this);
  };
  drawOnCanvas(w.HTMLCanvasElement.prototype);
  const source = createRequire(import.meta.url).resolve("plotly.js-cartesian-dist-min");
  w.eval(await readFile(source, "utf8"));
  return { document: w.document, plotly: w.Plotly };
}

interface PatchedWindow {
  URL: { createObjectURL: () => string };
  matchMedia: () => unknown;
  Element: { prototype: Record<string, unknown> };
  SVGElement: { prototype: Record<string, unknown> };
  HTMLCanvasElement: { prototype: Record<string, unknown> };
  document: Page;
  Plotly: Plotly;
  eval(source: string): void;
}

/** plotly paints the cells of a heatmap on a canvas and embeds them as a PNG. */
function drawOnCanvas(prototype: Record<string, unknown>): void {
  type Drawn = { width: number; height: number; drawn?: Canvas };
  prototype.getContext = function (this: Drawn, kind: "2d") {
    this.drawn ??= createCanvas(this.width, this.height);
    return this.drawn.getContext(kind);
  };
  prototype.toDataURL = function (this: Drawn) {
    return (this.drawn ??= createCanvas(this.width, this.height)).toDataURL("image/png");
  };
}
