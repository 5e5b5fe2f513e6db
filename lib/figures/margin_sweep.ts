/** Effectiveness against the static margin, over seeds. */
import { familyOf, type MeasureName } from "../runs/mod.ts";
import {
  type ComparedMethod,
  comparedMethod,
  type Comparison,
  placeOf,
  seedEstimate,
  staticMargin,
  staticMethods,
} from "../studies/mod.ts";
import type { Figure, Trace } from "./figure.ts";
import { escaped } from "./markup.ts";
import { styleOf } from "./method_style.ts";
import { axesOf, colourOf, themed } from "./theme.ts";

export interface MarginSweepOptions {
  title: string;
  /** Default nDCG@10. */
  measure?: MeasureName;
  /** Labels of methods that are drawn as horizontal lines; default none. */
  levels?: readonly string[];
}

/** Static margins without and with in-batch negatives, each at the learning rate that dev picked: a panel a comparison. */
export function marginSweep(comparisons: readonly Comparison[], options: MarginSweepOptions): Figure {
  const { title, measure = "nDCG@10", levels = [] } = options;
  const named = new Set<string>();
  const data = comparisons.flatMap((comparison, panel) =>
    [
      ...levels.flatMap((label) => comparedMethod(comparison, label) ?? []).map((each) =>
        level(each, measure)
      ),
      ...[...Map.groupBy([false, true].flatMap((inBatch) => staticMethods(comparison, { inBatch })), kindOf)]
        .map(([name, methods], i) => sweep(methods, { name, measure, shift: 0.012 * i - 0.006 })),
    ].map((trace): Trace => {
      const showlegend = !named.has(trace.name!);
      named.add(trace.name!);
      return { ...trace, legendgroup: trace.name, showlegend, ...axesOf(panel) };
    })
  );
  return {
    data,
    layout: themed({
      title,
      subtitle: `test ${measure}, mean of the seeds; 95 % intervals over queries and seeds`,
      legend: named,
      gap: 0.05,
      panels: comparisons.map((comparison, i) => ({
        title: escaped(placeOf(comparison)),
        x: "margin τ",
        y: i ? undefined : measure,
        xaxis: { range: [0, 1], dtick: 0.2 },
        yaxis: i ? { matches: "y", showticklabels: false } : {},
      })),
    }),
  };
}

/** The label without the margin: methods that share it differ in their margin alone. */
const kindOf = ({ label }: ComparedMethod) => label.replace(/^static [\d.]+/, "static");

interface SweepOptions {
  name: string;
  measure: MeasureName;
  /** Along the axis, so that the intervals of two sweeps at one margin stay legible. */
  shift: number;
}

function sweep(methods: readonly ComparedMethod[], { name, measure, shift }: SweepOptions): Trace {
  const estimates = methods.map(({ picked }) => seedEstimate(picked, { measure }));
  return {
    type: "scatter",
    mode: "lines+markers",
    name,
    x: methods.map(({ picked }) => staticMargin(picked.results[0])! + shift),
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
    ...styleOf(methods[0].picked.config.method),
    hovertemplate: `τ %{x:.1f}: ${measure} %{y:.3f}<extra>%{fullData.name}</extra>`,
  };
}

/** A method without a margin, from one side of the panel to the other. */
function level({ label, picked }: ComparedMethod, measure: MeasureName): Trace {
  const { line } = styleOf(picked.config.method);
  const { mean } = seedEstimate(picked, { measure });
  return {
    type: "scatter",
    mode: "lines",
    name: label,
    x: [0, 1],
    y: [mean, mean],
    line: { ...line, color: colourOf(familyOf(picked.config.method)) },
    hovertemplate: `${measure} %{y:.3f}<extra>%{fullData.name}</extra>`,
  };
}
