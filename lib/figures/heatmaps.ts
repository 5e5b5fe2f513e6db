/** Tables of similarities, margins or targets as heatmaps side by side. */
import type { Figure, Trace } from "./figure.ts";
import { axesOf, diverging, sequential, themed } from "./theme.ts";

export interface Heatmap {
  title: string;
  /** `[rows][columns]`; NaN where there is nothing, which stays empty. */
  values: number[][];
  /** Titles of the axes. */
  x?: string;
  y?: string;
}

export interface HeatmapsOptions {
  title: string;
  subtitle?: string;
  /** Labels of rows and columns, in this order; default 1, 2, … */
  rows?: readonly string[];
  columns?: readonly string[];
  /** Values at the ends of the colour scale, shared by all panels; default the least and the greatest value. */
  range?: [number, number];
  /** Colours with a middle at zero, for differences; default false. */
  signed?: boolean;
  /** Decimals in the cells; default 2. */
  digits?: number;
  /** Pixels; default as wide as the cells need. */
  width?: number;
}

/** Draws tables of one shape, a panel each, row 1 on top, every value written into its cell. */
export function heatmaps(tables: readonly Heatmap[], options: HeatmapsOptions): Figure {
  const { title, subtitle, signed = false, digits = 2 } = options;
  const all = tables.flatMap(({ values }) => values.flat()).filter((value) => !Number.isNaN(value));
  const [low, high] = options.range ?? [Math.min(...all), Math.max(...all)];
  const furthest = Math.max(Math.abs(low), Math.abs(high));
  const [zmin, zmax] = signed ? [-furthest, furthest] : [low, high];
  const [height, width] = [tables[0].values.length, tables[0].values[0].length];
  const rows = options.rows ?? Array.from({ length: height }, (_, i) => String(i + 1));
  const columns = options.columns ?? Array.from({ length: width }, (_, i) => String(i + 1));
  const data = tables.map(({ values }, panel): Trace => ({
    type: "heatmap",
    x: columns,
    y: rows,
    z: values,
    zmin,
    zmax,
    colorscale: signed ? diverging : sequential,
    // A gap has every cell drawn at full size; without one a viewer may smooth the edges.
    xgap: 2,
    ygap: 2,
    texttemplate: `%{z:.${digits}f}`,
    textfont: { size: 11 },
    showscale: panel === tables.length - 1,
    colorbar: { thickness: 12, outlinewidth: 0, len: 1, x: 1.015, tickfont: { size: 10 } },
    hovertemplate: "%{y}, %{x}: %{z:.3f}<extra></extra>",
    ...axesOf(panel),
  }));
  const left = 40 + 7 * Math.max(...rows.map((row) => row.length));
  const right = 62;
  const cellWidth = 58;
  const cells = { type: "category", showgrid: false, showline: false, ticks: "" };
  return {
    data,
    layout: themed({
      title,
      subtitle,
      height: 130 + 44 * height + (subtitle ? 18 : 0),
      width: options.width ?? Math.min(720, Math.max(440, left + right + tables.length * cellWidth * width)),
      left,
      right,
      gap: 0.05,
      panels: tables.map((table, i) => ({
        title: table.title,
        x: table.x,
        y: i ? undefined : table.y,
        xaxis: cells,
        yaxis: { ...cells, autorange: "reversed", ...(i && { showticklabels: false }) },
      })),
    }),
  };
}
