/** A figure where scripts run: as wide as its place, and without a button that uploads it. */
import type { Figure } from "./figure.ts";

/** Settings of plotly itself, the same wherever a figure answers the mouse. */
const CONFIG = { displaylogo: false, responsive: true, showSendToCloud: false } as const;

/** Of the buttons: plotly would put half a black on a transparent figure behind them. */
const MODEBAR = {
  bgcolor: "rgba(0,0,0,0)",
  color: "rgba(128,128,128,0.6)",
  activecolor: "rgba(128,128,128,1)",
};

export interface InteractiveFigure {
  readonly data: Figure["data"];
  readonly layout: Omit<Figure["layout"], "width">;
  readonly config: typeof CONFIG;
}

/** What plotly draws as wide as the page, with room for a legend that then takes more rows. */
export function interactive({ data, layout }: Figure): InteractiveFigure {
  const { width: _, ...others } = layout;
  const margin = { ...layout.margin as Record<string, unknown>, autoexpand: true };
  return { data, layout: { ...others, margin, modebar: MODEBAR, autosize: true }, config: CONFIG };
}
