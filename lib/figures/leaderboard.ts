/** The leaderboards of several collections side by side. */
import { isSignificant, type Leaderboard } from "../evaluation/mod.ts";
import type { Figure, Trace } from "./figure.ts";
import { escaped } from "./markup.ts";
import { systemColour } from "./system_colours.ts";
import { axesOf, themed } from "./theme.ts";

/**
 * One panel a collection, best system first, means with 95 % intervals; bars at the right join neighbours that the
 * test finds no difference between.
 *
 * @param boards At least one, of one measure.
 */
export function leaderboardFigure(boards: readonly Leaderboard[]): Figure {
  const all = boards.flatMap(({ standings }) => standings);
  const low = Math.min(...all.map(({ value }) => value.low)),
    high = Math.max(...all.map(({ value }) => value.high));
  const span = high - low || 1;
  const rows = Math.max(...boards.map(({ standings }) => standings.length));
  const labels = 24 + 7.2 * Math.max(...all.map(({ system }) => system.length));
  const data = boards.flatMap((board, panel) => {
    const { standings, neighbours, collection, measure } = board;
    const marks = standings.map(({ system, value }, row): Trace => ({
      type: "scatter",
      mode: "markers",
      name: system,
      x: [value.mean],
      y: [row],
      error_x: {
        type: "data",
        symmetric: false,
        array: [value.high - value.mean],
        arrayminus: [value.mean - value.low],
        color: systemColour(system),
        thickness: 1.6,
        width: 4,
      },
      marker: { color: systemColour(system), size: 9 },
      hovertemplate: `${escaped(system)}: ${escaped(measure)} %{x:.3f} [${value.low.toFixed(3)}, ${
        value.high.toFixed(3)
      }]<extra>${escaped(collection)}</extra>`,
      ...axesOf(panel),
    }));
    const joins = neighbours.flatMap((pair, row): Trace[] =>
      isSignificant(pair) ? [] : [{
        type: "scatter",
        mode: "lines",
        // Side by side: that a is not told from b, nor b from c, does not mean a is not told from c.
        x: Array(2).fill(high + span * (row % 2 ? 0.1 : 0.06)),
        y: [row - 0.15, row + 1.15],
        line: { color: "#777777", width: 3 },
        hovertemplate: `${escaped(pair.better)} and ${escaped(pair.worse)}: p = ${
          pair.holm.toFixed(3)
        } after Holm<extra></extra>`,
        ...axesOf(panel),
      }]
    );
    return [...marks, ...joins];
  });
  return {
    data,
    layout: themed({
      title: `The leaderboard by ${boards[0].measure}`,
      subtitle: "95 % intervals over queries; grey bars join neighbours without a significant difference",
      height: 140 + 30 * rows,
      left: labels,
      gap: labels / (720 - labels - 20),
      panels: boards.map(({ collection, queries, measure, standings }) => ({
        title: `${escaped(collection)}, ${queries} queries`,
        x: measure,
        xaxis: { range: [low - 0.05 * span, high + 0.14 * span] },
        yaxis: {
          range: [rows - 0.5, -0.5],
          tickvals: [...standings.keys()],
          ticktext: standings.map(({ system }) => escaped(system)),
        },
      })),
    }),
  };
}
