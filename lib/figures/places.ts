/** The places of systems from measure to measure. */
import type { Places } from "../evaluation/mod.ts";
import type { Figure, Trace } from "./figure.ts";
import { escaped } from "./markup.ts";
import { systemColour } from "./system_colours.ts";
import { axesOf, themed } from "./theme.ts";

/** A bump chart: each system's place from measure to measure. */
export function placesFigure({ collection, measures, systems }: Places): Figure {
  const last = measures.at(-1)!;
  // Two systems may share a place: each goes to a line of its own at the end.
  const atEnd = [...systems].sort((a, b) => a.places[last] - b.places[last]);
  const data = systems.map(({ system, places, means }): Trace => ({
    type: "scatter",
    mode: "lines+markers",
    name: system,
    x: measures.map((_, i) => i),
    y: measures.map((measure) => places[measure]),
    text: measures.map((measure) => `${escaped(measure)} ${means[measure].toFixed(3)}`),
    line: { color: systemColour(system), width: 2.4 },
    marker: { color: systemColour(system), size: 11, line: { color: "#ffffff", width: 1.5 } },
    hovertemplate: `${escaped(system)}: place %{y} by %{text}<extra>${escaped(collection)}</extra>`,
    ...axesOf(0),
  }));
  const right = 24 + 7.2 * Math.max(...systems.map(({ system }) => system.length));
  const layout = themed({
    title: `${escaped(collection)}: places by measure`,
    subtitle: "1 is the best; lines that cross are conclusions that change",
    height: 150 + 32 * systems.length,
    left: 52,
    right,
    panels: [{
      y: "place",
      xaxis: {
        range: [-0.35, measures.length - 0.75],
        tickvals: measures.map((_, i) => i),
        ticktext: measures.map((measure) => measure.replace(/\(rel=(\d)\)(.*)/, "$2<br>grade ≥ $1")),
        showgrid: false,
      },
      yaxis: { range: [systems.length + 0.5, 0.5], dtick: 1, tick0: 1 },
    }],
  });
  const annotations = atEnd.map(({ system }, i) => ({
    text: escaped(system),
    x: 1,
    xref: "paper",
    xanchor: "left",
    xshift: 4,
    y: i + 1,
    yref: "y",
    yanchor: "middle",
    showarrow: false,
    font: { size: 11, color: systemColour(system) },
  }));
  // Room for the second line of the names of measures.
  const margin = { ...layout.margin as Record<string, unknown>, b: 54 };
  return { data, layout: { ...layout, margin, annotations } };
}
