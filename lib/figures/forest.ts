/** A forest plot: one row a method, its mean as a mark and its interval as a bar. */
import { encoderLabel } from "../runs/mod.ts";
import type { Interval } from "../statistics/mod.ts";
import { escaped } from "./markup.ts";
import type { Figure, Trace } from "./figure.ts";
import { axesOf, colourOf, INK, type LayoutOptions, themed } from "./theme.ts";

/** One mark of a forest plot. */
export interface ForestRow {
  /** The panel it is in: an encoder, or a measure. */
  panel: string;
  /** The row; equal labels of several panels share one. */
  label: string;
  family: string;
  /** plotly's fields of the mark. */
  marker: Record<string, unknown>;
  value: Interval;
}

export interface ForestOptions extends Pick<LayoutOptions, "width"> {
  title: string;
  subtitle?: string;
  /** What the horizontal axis measures. */
  x: string;
  /** Draw a line at zero, for differences; default false: the axis then spans what is drawn. */
  differences?: boolean;
}

/** Draws rows from top to bottom, in their order. */
export function forestPlot(rows: readonly ForestRow[], options: ForestOptions): Figure {
  const { title, subtitle, x, width, differences = false } = options;
  const panels = [...new Set(rows.map((row) => row.panel))];
  const labels = [...new Set(rows.map((row) => inLines(row.label)))];
  const data = panels.flatMap((name, panel) => {
    const mine = rows.filter((row) => row.panel === name);
    return mine.map(({ family, label, value, marker }): Trace => ({
      type: "scatter",
      mode: "markers",
      name: escaped(label),
      x: [value.mean],
      y: [inLines(label)],
      error_x: {
        type: "data",
        symmetric: false,
        array: [value.high - value.mean],
        arrayminus: [value.mean - value.low],
        color: colourOf(family),
        thickness: 1.6,
        width: 4,
      },
      marker: { ...marker, size: 9 },
      hovertemplate: `${escaped(label)}: %{x:.3f} [${value.low.toFixed(3)}, ${value.high.toFixed(3)}]<extra>${
        escaped(name)
      }</extra>`,
      ...axesOf(panel),
    }));
  });
  const lines = labels.map((label) => label.split(LINE_BREAK));
  const longest = Math.max(...lines.flat().map((line) => line.length));
  const row = Math.max(...lines.map(({ length }) => length)) > 1 ? 36 : 27;
  const zero = differences ? { zeroline: true, zerolinecolor: INK } : {};
  return {
    data,
    layout: themed({
      title,
      subtitle,
      width,
      height: 120 + row * labels.length + (subtitle ? 18 : 0),
      left: 24 + 7.2 * longest,
      gap: 0.05,
      panels: panels.map((panel, i) => ({
        title: escaped(encoderLabel({ encoder: panel })),
        x,
        xaxis: { ...zero, ...(i && { matches: "x" }) },
        yaxis: {
          type: "category",
          categoryorder: "array",
          categoryarray: labels,
          range: [labels.length - 0.4, -0.6],
          showgrid: true,
          ...(i && { showticklabels: false }),
        },
      })),
    }),
  };
}

/** Characters of a label's line: what is longer would leave no room for the plot. */
const LINE = 50;
const LINE_BREAK = "<br>";

/** A label in one line, or in two about as long where it is too long for one. */
function inLines(label: string): string {
  if (label.length <= LINE) return label;
  const spaces = [...label.matchAll(/ /g)].map(({ index }) => index);
  if (spaces.length === 0) return label;
  const fromMiddle = (at: number) => Math.abs(at - label.length / 2);
  const at = spaces.reduce((best, each) => fromMiddle(each) < fromMiddle(best) ? each : best);
  return `${label.slice(0, at)}${LINE_BREAK}${label.slice(at + 1)}`;
}
