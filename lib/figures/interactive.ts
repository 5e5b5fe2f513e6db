/** A figure where scripts run: as wide as its place, and without a button that uploads it. */
import type { Figure } from "./figure.ts";

/** Settings of plotly itself, the same wherever a figure answers the mouse. */
const CONFIG = { displaylogo: false, responsive: true, showSendToCloud: false } as const;

export interface InteractiveFigure {
  readonly data: Figure["data"];
  readonly layout: Omit<Figure["layout"], "width">;
  readonly config: typeof CONFIG;
}

/** What plotly draws as wide as the page, with room for a legend that then takes more rows. */
export function interactive({ data, layout }: Figure): InteractiveFigure {
  const { width: _, ...others } = layout;
  const margin = { ...layout.margin as Record<string, unknown>, autoexpand: true };
  return { data, layout: { ...others, margin, autosize: true }, config: CONFIG };
}
