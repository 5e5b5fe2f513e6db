/** How every figure looks: fonts, sizes, and one colour for each method, the same in all figures. */
import type { Layout } from "./figure.ts";

/** Students of a teacher. */
const TAUGHT = "#56B4E9";

/** Colours that colour-blind readers can tell apart (Okabe and Ito 2008); greys for what is not trained. */
const colours: Readonly<Record<string, string>> = {
  "static": "#0072B2",
  "adaptive": "#D55E00",
  "distributed": "#009E73",
  "in-batch softmax": "#AA3F8C",
  "Margin-MSE": TAUGHT,
  "dual Margin-MSE": TAUGHT,
  "RankNet": TAUGHT,
  "listwise KL": TAUGHT,
  "cross-encoder": "#8C564B",
  "BM25": "#636363",
  "untrained": "#949494",
};

/** Of a family of methods that has no colour of its own. */
const OTHER_COLOUR = "#E69F00";

/** The colour of a family of methods, the same in all figures. */
export function colourOf(family: string): string {
  return Object.hasOwn(colours, family) ? colours[family] : OTHER_COLOUR;
}

/** Small quantities are light, large ones dark; readable in grey. */
export const sequential: [number, string][] = [
  [0, "#f7fbff"],
  [0.25, "#deebf7"],
  [0.5, "#9ecae1"],
  [0.75, "#4292c6"],
  [1, "#08519c"],
];

/** Below zero orange, zero white, above zero blue. */
export const diverging: [number, string][] = [
  [0, "#b35806"],
  [0.25, "#f1a340"],
  [0.5, "#f7f7f7"],
  [0.75, "#67a9cf"],
  [1, "#2166ac"],
];

/** Readable on white as on black: figures have no background of their own. */
export const INK = "#767676";
const NOTHING = "rgba(0,0,0,0)";
const GRID = "rgba(128,128,128,0.25)";
/** Pixels. */
const LEGEND_ROW = 20;
/** Pixels from one row of panels to the next. */
const BETWEEN_ROWS = 84;

export interface PanelOptions {
  /** Title above the panel. */
  title?: string;
  /** Title of the horizontal axis. */
  x?: string;
  /** Title of the vertical axis. */
  y?: string;
  /** More of plotly's fields for the axes. */
  xaxis?: Record<string, unknown>;
  yaxis?: Record<string, unknown>;
}

export interface LayoutOptions {
  title: string;
  /** One line below the title. */
  subtitle?: string;
  /** Pixels; default 720. */
  width?: number;
  /** Pixels; default 420. */
  height?: number;
  /** Panels of one row, left to right; default one without a title. */
  panels?: PanelOptions[];
  /** One panel below the other, each with its own labels, where a row of them would be too narrow; default false. */
  stacked?: boolean;
  /** Space between panels as a part of the width; default 0.09. */
  gap?: number;
  /** Pixels for the labels left of the plot, and right of it. */
  left?: number;
  right?: number;
  /** Names that the legend below the plot will list, to leave room for; default none, and no legend. */
  legend?: Iterable<string>;
}

/**
 * The layout of a figure: a title at the top left, panels side by side, a legend below them.
 *
 * All margins are fixed, so that what is drawn does not depend on what the machine measures. Panel i has the axes
 * that {@linkcode axesOf} names.
 */
export function themed(options: LayoutOptions): Layout {
  const { title, subtitle, width = 720, height = 420, panels = [{}], gap = 0.09, left = 64, right = 20 } =
    options;
  const { stacked = false } = options;
  const legendRows = rowsOfLegend(options.legend ?? [], width - left - right);
  const panelTitles = panels.some((panel) => panel.title);
  const axisTitle = panels.some((panel) => panel.x);
  const top = 44 + (subtitle ? 18 : 0) + (panelTitles ? 22 : 0);
  const bottom = 36 + (axisTitle ? 24 : 0) + legendRows * LEGEND_ROW;
  const layout: Layout = {
    width,
    height,
    margin: { l: left, r: right, t: top, b: bottom, autoexpand: false },
    paper_bgcolor: NOTHING,
    plot_bgcolor: NOTHING,
    font: { family: "Verdana, DejaVu Sans, sans-serif", size: 11, color: INK },
    title: {
      text: `<b>${title}</b>`,
      font: { size: 14 },
      ...(subtitle && { subtitle: { text: subtitle, font: { size: 11, color: INK } } }),
      x: 0,
      xref: "container",
      xanchor: "left",
      pad: { l: 14 },
      y: 1 - 24 / height,
      yref: "container",
      yanchor: "bottom",
    },
    showlegend: legendRows > 0,
    legend: {
      orientation: "h",
      x: 0,
      xanchor: "left",
      y: -(bottom - legendRows * LEGEND_ROW - 8) / (height - top - bottom),
      yanchor: "top",
      tracegroupgap: 0,
      font: { size: 11 },
    },
    hovermode: "closest",
    hoverlabel: { font: { family: "Verdana, DejaVu Sans, sans-serif", size: 11 } },
  };
  const between = stacked ? BETWEEN_ROWS / (height - top - bottom) : gap;
  const each = (1 - between * (panels.length - 1)) / panels.length;
  const annotations = panels.flatMap((panel, i) => {
    const [x, y] = [axisName("x", i), axisName("y", i)];
    const start = i * (each + between);
    const domain = [start, Math.min(1, start + each)];
    layout[layoutKey(x)] = { ...axis(panel.x), ...(!stacked && { domain }), anchor: y, ...panel.xaxis };
    layout[layoutKey(y)] = {
      ...axis(panel.y),
      anchor: x,
      ...panel.yaxis,
      ...(stacked && { domain: domain.map((edge) => 1 - edge).reverse(), showticklabels: true }),
    };
    if (!panel.title) return [];
    const place = {
      x: stacked ? 0 : start,
      xref: "paper",
      xanchor: "left",
      y: stacked ? 1 - start : 1,
      yref: "paper",
      yanchor: "bottom",
      yshift: 4,
    };
    return [{ text: panel.title, showarrow: false, font: { size: 12, color: INK }, ...place }];
  });
  if (annotations.length) layout.annotations = annotations;
  return layout;
}

/** The fields that put a trace into panel i. */
export function axesOf(panel: number): { xaxis: string; yaxis: string } {
  return { xaxis: axisName("x", panel), yaxis: axisName("y", panel) };
}

/** plotly sets entries one after the other and starts a row where the next does not fit. */
function rowsOfLegend(names: Iterable<string>, width: number): number {
  let [rows, used] = [0, Infinity];
  for (const name of names) {
    const entry = 46 + 6.7 * name.length;
    if (used + entry > width) [rows, used] = [rows + 1, 0];
    used += entry;
  }
  return rows;
}

function axisName(letter: "x" | "y", panel: number): string {
  return panel ? `${letter}${panel + 1}` : letter;
}

function layoutKey(name: string): string {
  return `${name[0]}axis${name.slice(1)}`;
}

function axis(title: string | undefined): Record<string, unknown> {
  return {
    ...(title && { title: { text: title, standoff: 8, font: { size: 12 } } }),
    gridcolor: GRID,
    linecolor: "#999999",
    showline: true,
    ticks: "outside",
    tickcolor: "#999999",
    ticklen: 4,
    zeroline: false,
    automargin: false,
  };
}
