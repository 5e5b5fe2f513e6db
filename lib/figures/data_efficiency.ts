/** Effectiveness against the number of training triples seen. */
import { encoderLabel, methodLabel, runLabel, type RunResult } from "../runs/mod.ts";
import { escaped } from "./markup.ts";
import type { Figure, Trace } from "./figure.ts";
import { styleOf } from "./method_style.ts";
import { axesOf, colourOf, themed } from "./theme.ts";
import {
  bestOnDev,
  type DevMeasure,
  encodersOf,
  staticMargin,
  staticRuns,
  usesInBatch,
} from "../studies/mod.ts";

export interface DataEfficiencyOptions {
  /** A measure of the validations; default nDCG@10. */
  measure?: DevMeasure;
  /** Default "Data efficiency: effectiveness against triples seen". */
  title?: string;
}

/**
 * The dev measure over the triples seen, on a log scale; a horizontal line is the encoder before training.
 *
 * Of the static margins, the one that ends highest on dev is drawn in full, with and without in-batch negatives;
 * the others are faint, to show the cost of a badly chosen margin.
 */
export function dataEfficiency(results: readonly RunResult[], options: DataEfficiencyOptions = {}): Figure {
  const { measure = "nDCG@10", title = "Data efficiency: effectiveness against triples seen" } = options;
  const trained = results.filter((result) => result.validations.length > 0);
  const encoders = encodersOf(trained);
  const named = new Set<string>();
  const once = (trace: Trace): Trace => {
    const showlegend = !named.has(trace.name!);
    named.add(trace.name!);
    return { ...trace, legendgroup: trace.name, showlegend };
  };
  const data = encoders.flatMap((encoder, panel) => {
    const mine = trained.filter(({ config }) => config.encoder === encoder);
    const best = [false, true].flatMap((inBatch) => bestOnDev(staticRuns(mine, { inBatch }), measure) ?? []);
    const faint = mine.filter((result) => staticMargin(result) !== undefined && !best.includes(result));
    const full = [
      ...best,
      ...mine.filter((r) => staticMargin(r) === undefined),
    ];
    return [
      ...startLine(mine, measure),
      ...faint.map((result) => ({
        ...curve(result, measure),
        name: "static, other margins",
        mode: "lines",
        opacity: 0.5,
      })),
      ...full.map((result) => curve(result, measure)),
    ].map((trace) => ({ ...once(trace), ...axesOf(panel) }));
  });
  return {
    data,
    layout: themed({
      title,
      subtitle: `${measure} on the dev queries, over another sub-collection than the test's; log scale`,
      height: 470,
      legend: named,
      gap: 0.05,
      panels: encoders.map((encoder, i) => ({
        title: escaped(encoderLabel({ encoder })),
        x: "training triples seen",
        y: i ? undefined : `dev ${measure}`,
        xaxis: { type: "log", dtick: "D2", tickformat: "~s" },
        yaxis: { rangemode: "tozero", ...(i && { matches: "y", showticklabels: false }) },
      })),
    }),
  };
}

function curve(result: RunResult, measure: string): Trace {
  const { method } = result.config;
  const seen = result.validations.filter(({ triples }) => triples > 0);
  const isStatic = staticMargin(result) !== undefined;
  return {
    type: "scatter",
    mode: "lines+markers",
    name: isStatic ? `static, best margin${usesInBatch(method) ? ", in-batch" : ""}` : methodLabel(method),
    x: seen.map(({ triples }) => triples),
    y: seen.map(({ measures }) => measures[measure]),
    ...styleOf(method),
    hovertemplate: `%{x:,d} triples: ${measure} %{y:.3f}<extra>${runLabel(result.config)}</extra>`,
  };
}

/** Where the encoder stood before the first step, which a log scale cannot show as a point. */
function startLine(results: readonly RunResult[], measure: string): Trace[] {
  const starts = results.flatMap(({ validations }) => validations.filter(({ triples }) => triples === 0));
  const seen = results.flatMap(({ validations }) => validations.map(({ triples }) => triples)).filter((n) =>
    n > 0
  );
  if (starts.length === 0 || seen.length === 0) return [];
  const value = starts[0].measures[measure];
  return [{
    type: "scatter",
    mode: "lines",
    name: "untrained",
    x: [Math.min(...seen), Math.max(...seen)],
    y: [value, value],
    line: { color: colourOf("untrained"), width: 1.6, dash: "dot" },
    hovertemplate: `untrained: ${measure} %{y:.3f}<extra></extra>`,
  }];
}
