/** Effectiveness against the static margin, encoder by encoder. */
import { encoderLabel, type MeasureName, methodLabel, type RunResult } from "../runs/mod.ts";
import { encodersOf, estimate, ofEncoder, searched, staticMargin, staticRuns } from "../studies/mod.ts";
import { escaped } from "./markup.ts";
import type { Figure, Trace } from "./figure.ts";
import { styleOf } from "./method_style.ts";
import { axesOf, colourOf, themed } from "./theme.ts";

export interface StaticSweepOptions {
  /** Default nDCG@10. */
  measure?: MeasureName;
  /** Default "Static targets: effectiveness against the margin". */
  title?: string;
}

/**
 * Static margins with and without in-batch negatives; all other results are horizontal lines.
 *
 * @param results Of any experiments; intervals are 95 % over the test queries.
 */
export function staticSweep(results: readonly RunResult[], options: StaticSweepOptions = {}): Figure {
  const { measure = "nDCG@10", title = "Static targets: effectiveness against the margin" } = options;
  const encoders = encodersOf(results);
  const named = new Set<string>();
  const data = encoders.flatMap((encoder, panel) => {
    const mine = ofEncoder(results, encoder);
    const lines = mine.filter((result) => staticMargin(result) === undefined);
    const traces = [
      ...lines.map((result) => level(result, measure)),
      sweep(staticRuns(mine, { inBatch: false }), { measure, name: "static", shift: -0.006 }),
      ...readings.map((orientation, i) =>
        sweep(
          staticRuns(mine, { inBatch: true }).filter(({ config: { method } }) =>
            method.kind === "margin" && method.orientation === orientation
          ),
          { measure, name: `static, in-batch (${orientation})`, shift: 0.006 * (i + 1) },
        )
      ),
    ].filter((trace) => trace !== undefined);
    return traces.map((trace): Trace => {
      const showlegend = !named.has(trace.name!);
      named.add(trace.name!);
      return { ...trace, legendgroup: trace.name, showlegend, ...axesOf(panel) };
    });
  });
  return {
    data,
    layout: themed({
      title,
      subtitle: `${searched(results)}; 95 % intervals over queries`,
      legend: named,
      panels: encoders.map((encoder, i) => ({
        title: escaped(encoderLabel({ encoder })),
        x: "margin τ",
        y: i ? undefined : measure,
        xaxis: { range: [0, 1.08], dtick: 0.2 },
        yaxis: { rangemode: "tozero", ...(i && { matches: "y", showticklabels: false }) },
      })),
      gap: 0.05,
    }),
  };
}

/** In-batch negatives give the two readings of a loss different margins. */
const readings = ["reference", "paper"] as const;

interface SweepOptions {
  measure: MeasureName;
  /** In the legend. */
  name: string;
  /** Along the axis, so that the intervals of several sweeps at one margin stay legible. */
  shift: number;
}

/** One line through runs that differ in their margin alone. */
function sweep(
  points: readonly RunResult[],
  { measure, name, shift }: SweepOptions,
): Trace | undefined {
  if (points.length === 0) return undefined;
  const estimates = points.map((result) => estimate(result, measure));
  return {
    type: "scatter",
    mode: "lines+markers",
    name,
    x: points.map((result) => staticMargin(result)! + shift),
    y: estimates.map(({ mean }) => mean),
    error_y: {
      type: "data",
      symmetric: false,
      array: estimates.map(({ mean, high }) => high - mean),
      arrayminus: estimates.map(({ mean, low }) => mean - low),
      color: colourOf("static"),
      thickness: 1.2,
      width: 3,
    },
    ...styleOf(points[0].config.method),
    hovertemplate: `τ %{x:.1f}: ${measure} %{y:.3f}<extra>%{fullData.name}</extra>`,
  };
}

/** A method without a margin, from one side of the panel to the other. */
function level(result: RunResult, measure: MeasureName): Trace {
  const { method } = result.config;
  const { line } = styleOf(method);
  const { mean } = estimate(result, measure);
  return {
    type: "scatter",
    mode: "lines",
    name: methodLabel(method),
    x: [0, 1.08],
    y: [mean, mean],
    line: { ...line, dash: result.config.training ? line.dash : "dot" },
    hovertemplate: `${measure} %{y:.3f}<extra>%{fullData.name}</extra>`,
  };
}
