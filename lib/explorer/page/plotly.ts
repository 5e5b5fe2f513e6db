/// <reference lib="dom" />
/** The part of plotly.js that the page uses; the script that brings it comes before the page's own. */
import type { Trace } from "../../figures/mod.ts";

/** Where plotly draws. */
export interface Drawn extends HTMLElement {
  on(event: string, listener: (event: Record<string, unknown>) => void): void;
}

interface Plotly {
  newPlot(place: HTMLElement, data: readonly Trace[], layout: object, config: object): Promise<unknown>;
  /** New values of traces, a list of them for each field. */
  restyle(place: HTMLElement, changes: object): Promise<unknown>;
  relayout(place: HTMLElement, changes: object): Promise<unknown>;
  toImage(
    figure: { data: readonly Trace[]; layout: object },
    options: { format: "png" | "svg"; width: number; height: number; scale: number },
  ): Promise<string>;
}

export function plotly(): Plotly {
  return (globalThis as unknown as { Plotly: Plotly }).Plotly;
}
