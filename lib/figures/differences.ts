/** Per-query differences: how a system's gains and losses against a baseline are spread over the queries. */
import { signed } from "../base/mod.ts";
import { winsTiesLosses } from "../statistics/mod.ts";
import type { Figure, Trace } from "./figure.ts";
import { escaped } from "./markup.ts";
import { axesOf, INK, type LayoutOptions, themed } from "./theme.ts";
import type { DifferencesOfSystem } from "../evaluation/mod.ts";

const BETTER = "#0072B2", WORSE = "#D55E00";
/** Pixels. */
const ROW = 150, ABOVE_ROW = 26;
/** More bars than this would be thinner than a pixel. */
const MOST_BARS = 500;

/**
 * One panel a system, one bar a query, from the largest gain to the largest loss; all panels share the scale.
 *
 * @param systems At least one; of one measure and against one baseline.
 */
export function differencesFigure(
  systems: readonly DifferencesOfSystem[],
  { width }: Pick<LayoutOptions, "width"> = {},
): Figure {
  const [{ measure, baseline, queries }] = systems;
  const top = 62, bottom = 60, height = top + bottom + ROW * systems.length;
  const share = ROW / (height - top - bottom);
  const data: Trace[] = [];
  const annotations: Record<string, unknown>[] = [];
  const panels = systems.map(({ system, differences, queries }, row) => {
    const order = Array.from(differences, (_, i) => i).sort((i, j) => differences[j] - differences[i]);
    const y = order.map((i) => differences[i]);
    const axes = axesOf(row);
    data.push({
      type: y.length > MOST_BARS ? "scatter" : "bar",
      ...(y.length > MOST_BARS
        ? { mode: "lines", fill: "tozeroy", line: { color: BETTER, width: 1 } }
        : { marker: { color: y.map((value) => value < 0 ? WORSE : BETTER) } }),
      name: system,
      x: y.map((_, i) => i + 1),
      y,
      customdata: order.map((i) => escaped(queries[i])),
      hovertemplate: `query %{customdata}: %{y:+.4f}<extra>${escaped(system)}</extra>`,
      showlegend: false,
      ...axes,
    });
    const { wins, ties, losses } = winsTiesLosses(differences, y.map(() => 0));
    const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
    const above = (text: string, side: "left" | "right") => ({
      text,
      x: side === "left" ? 0 : 1,
      xref: "paper",
      xanchor: side,
      y: 1,
      yref: `${axes.yaxis} domain`,
      yanchor: "bottom",
      yshift: 3,
      showarrow: false,
    });
    annotations.push(
      above(`<b>${escaped(system)}</b>`, "left"),
      above(
        `mean ${signed(mean, 4)}; ${wins} better, ${ties} equal, ${losses} worse`,
        "right",
      ),
    );
    const last = row === systems.length - 1;
    const start = 1 - (row + 1) * share;
    return {
      x: last ? "queries, from the largest gain to the largest loss" : undefined,
      y: "difference",
      xaxis: { domain: [0, 1], range: [0.4, y.length + 0.6], showgrid: false, showticklabels: last },
      yaxis: {
        domain: [Math.max(0, start), start + share * (1 - ABOVE_ROW / ROW)],
        zeroline: true,
        zerolinecolor: INK,
        ...(row > 0 && { matches: "y" }),
      },
    };
  });
  const layout = themed({
    title: `${escaped(measure)} by query, minus ${escaped(baseline)}`,
    subtitle: `${queries.length} queries`,
    width,
    height,
    panels,
  });
  return { data, layout: { ...layout, bargap: 0.15, annotations } };
}
