/** Learning curves over several seeds: the mean, and the range of the seeds as a band. */
import { mean } from "../base/mod.ts";
import { familyOf } from "../runs/mod.ts";
import { bestSoFar, type Comparison, placeOf, type SeedGroup } from "../studies/mod.ts";
import type { Figure, Trace } from "./figure.ts";
import { escaped } from "./markup.ts";
import { styleOf } from "./method_style.ts";
import { axesOf, colourOf, themed } from "./theme.ts";

export interface SeedCurvesOptions {
  title: string;
  /** The methods that are drawn, by their labels. */
  methods: readonly string[];
  /** A measure of the validations; default nDCG@10. */
  measure?: string;
}

/**
 * The best dev effectiveness so far over the triples seen, on a log scale: a panel a comparison. A dotted line is the
 * encoder before training, which a log scale cannot show as a point.
 */
export function seedCurves(comparisons: readonly Comparison[], options: SeedCurvesOptions): Figure {
  const { title, methods, measure = "nDCG@10" } = options;
  const names = new Set<string>();
  const data = comparisons.flatMap((comparison, panel) => {
    const groups = methods.flatMap((label) =>
      comparison.methods.find((each) => each.label === label)?.picked ?? []
    );
    const traces = [
      ...groups.slice(0, 1).flatMap((group) => startLine(group, measure)),
      ...groups.flatMap((group) => seedCurve(group, measure)),
    ];
    return traces.map((trace) => {
      const showlegend = !names.has(trace.name!) && trace.fill === undefined;
      if (showlegend) names.add(trace.name!);
      return { ...trace, showlegend, legendgroup: trace.name, ...axesOf(panel) };
    });
  });
  return {
    data,
    layout: themed({
      title,
      subtitle:
        `best ${measure} so far on the dev queries; line: mean of the seeds, band: their range; log scale`,
      height: 470,
      legend: names,
      gap: 0.05,
      panels: comparisons.map((comparison, i) => ({
        title: escaped(placeOf(comparison)),
        x: "training triples seen",
        y: i ? undefined : `dev ${measure}`,
        xaxis: { type: "log", dtick: "D2", tickformat: "~s" },
        yaxis: i ? { matches: "y", showticklabels: false } : {},
      })),
    }),
  };
}

/** Where the encoder stood before the first step. */
function startLine({ results }: SeedGroup, measure: string): Trace[] {
  const [{ validations }] = results;
  const seen = validations.map(({ triples }) => triples).filter((triples) => triples > 0);
  const start = validations.find(({ triples }) => triples === 0)?.measures[measure];
  if (start === undefined || seen.length === 0) return [];
  return [{
    type: "scatter",
    mode: "lines",
    name: "untrained",
    x: [Math.min(...seen), Math.max(...seen)],
    y: [start, start],
    line: { color: colourOf("untrained"), width: 1.6, dash: "dot" },
    hovertemplate: `untrained: ${measure} %{y:.3f}<extra></extra>`,
  }];
}

/** The mean of the seeds as a line, their range as a band. */
export function seedCurve({ label, results, config }: SeedGroup, measure: string): Trace[] {
  const curves = results.map((run) => bestSoFar(run, measure).filter(({ triples }) => triples > 0));
  const triples = curves[0].map((point) => point.triples);
  const at = (i: number) => curves.map((points) => points[i]?.value ?? NaN);
  const values = triples.map((_, i) => at(i));
  const low = values.map((each) => Math.min(...each)), high = values.map((each) => Math.max(...each));
  const { line, marker } = styleOf(config.method);
  return [{
    type: "scatter",
    mode: "lines",
    name: label,
    x: [...triples, ...triples.toReversed()],
    y: [...high, ...low.toReversed()],
    fill: "toself",
    fillcolor: colourOf(familyOf(config.method)),
    opacity: 0.15,
    line: { width: 0 },
    hoverinfo: "skip",
  }, {
    type: "scatter",
    mode: "lines+markers",
    name: label,
    x: triples,
    y: values.map((each) => mean(each)),
    line,
    marker,
    customdata: low.map((value, i) => `${value.toFixed(3)} to ${high[i].toFixed(3)}`),
    hovertemplate: `%{x:,d} triples: ${measure} %{y:.3f} (%{customdata})<extra>${escaped(label)}</extra>`,
  }];
}
