/** Dot plots: a row for each system, with several values joined by a line. */
import type { Figure, Trace } from "./figure.ts";
import { axesOf, INK, themed } from "./theme.ts";
import { systemColour } from "./system_colours.ts";

/** One of the values of a row, the same in all rows. */
export interface Mark {
  /** As the legend calls it; marks of one name share an entry. */
  readonly name: string;
  readonly symbol: "circle" | "circle-open" | "diamond" | "diamond-open" | "line-ns-open";
}

/** A row of a panel. */
export interface DotRow {
  readonly panel: string;
  readonly system: string;
  /** A value for each mark. */
  readonly values: readonly number[];
}

export interface DotOptions {
  title: string;
  subtitle?: string;
  /** What the horizontal axes measure. */
  x: string;
  /** The first is drawn on top. */
  marks: readonly Mark[];
}

/** Draws rows from top to bottom in the order they are met; all panels share the scale. */
export function dotFigure(rows: readonly DotRow[], { title, subtitle, x, marks }: DotOptions): Figure {
  const panels = [...new Set(rows.map(({ panel }) => panel))];
  const systems = [...new Set(rows.map(({ system }) => system))];
  const all = rows.flatMap(({ values }) => values);
  const margin = 0.05 * (Math.max(...all) - Math.min(...all) || 1);
  const height = 140 + 27 * systems.length;
  const data = rows.flatMap(({ panel, system, values }): Trace[] => {
    const shared = { type: "scatter" as const, showlegend: false, ...axesOf(panels.indexOf(panel)) };
    const color = systemColour(system);
    const dots = marks.map(({ name, symbol }, i): Trace => ({
      ...shared,
      mode: "markers",
      name,
      x: [values[i]],
      y: [system],
      marker: { symbol, color, size: 9, line: { color, width: 1.8 } },
      hovertemplate: `${system}, ${name}: %{x:.3f}<extra>${panel}</extra>`,
    }));
    const line = {
      ...shared,
      mode: "lines",
      x: [Math.min(...values), Math.max(...values)],
      y: [system, system],
      line: { color, width: 2 },
      opacity: 0.45,
      hoverinfo: "skip",
    };
    return [line, ...dots.reverse()];
  });
  // The legend has the symbols in one colour: a system's own is told by its row.
  const named = [...new Map(marks.map((mark) => [mark.name, mark])).values()];
  const legend = named.map(({ name, symbol }): Trace => ({
    type: "scatter",
    mode: "markers",
    name,
    x: [null] as unknown as number[],
    y: [systems[0]],
    marker: { symbol, color: INK, size: 9, line: { color: INK, width: 1.8 } },
    ...axesOf(0),
  }));
  const layout = themed({
    title,
    subtitle,
    height: height + 20,
    left: 24 + 7.2 * Math.max(...systems.map((system) => system.length)),
    gap: 0.04,
    legend: named.map(({ name }) => name),
    panels: panels.map((panel, i) => ({
      title: panel,
      x,
      xaxis: { range: [Math.min(...all) - margin, Math.max(...all) + margin] },
      yaxis: {
        type: "category",
        categoryorder: "array",
        categoryarray: systems,
        range: [systems.length - 0.4, -0.6],
        ...(i && { showticklabels: false }),
      },
    })),
  });
  return { data: [...data, ...legend], layout };
}
