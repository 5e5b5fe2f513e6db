/** A training that is going on, beside the stored runs of its setting. */
import { collectionLabel, encoderLabel, type RunResult } from "../runs/mod.ts";
import { bestSoFar, courseOf, type SeedGroup } from "../studies/mod.ts";
import type { Figure, Trace } from "./figure.ts";
import { escaped } from "./markup.ts";
import { styleOf } from "./method_style.ts";
import { seedTraces } from "./seed_traces.ts";
import { INK, themed } from "./theme.ts";

export interface LiveCurveOptions {
  /** Those that there are so far. */
  validations: RunResult["validations"];
  /** What the new curve is called. */
  name: string;
  /** A measure of the validations; default nDCG@10. */
  measure?: string;
}

/** The band of the stored seeds, and the new curve as far as it is; the axes stay as they are while it grows. */
export function liveCurve(stored: SeedGroup, options: LiveCurveOptions): Figure {
  const { validations, name, measure = "nDCG@10" } = options;
  const courses = stored.results.map((run) => courseOf(run, { measure }).filter(({ cost }) => cost > 0));
  const style = styleOf(stored.config.method);
  const [band, line] = seedTraces(stored, courses, { seeds: "band", measure, cost: "triples", style });
  const seen = bestSoFar({ validations }, measure).filter(({ triples }) => triples > 0);
  const live: Trace = {
    type: "scatter",
    mode: "lines+markers",
    name,
    x: seen.map(({ triples }) => triples),
    y: seen.map(({ value }) => value),
    line: { color: INK, width: 2.4 },
    marker: { size: 9, symbol: "square", color: INK },
    hovertemplate: `%{x:,d} triples: ${measure} %{y:.3f}<extra>${name}</extra>`,
  };
  const place = `${encoderLabel(stored.config)}, ${collectionLabel(stored.config)}`;
  const stores = `${stored.label}, ${stored.results.length} stored seeds`;
  const triples = stored.results[0].validations.map(({ triples }) => triples).filter((n) => n > 0);
  const [first, last] = [Math.min(...triples), Math.max(...triples)].map(Math.log10);
  return {
    data: [{ ...band, showlegend: false }, { ...line, name: stores }, live],
    layout: themed({
      title: `Trained now: ${escaped(stored.label)}`,
      subtitle: `${escaped(place)}; best dev ${measure} so far; band: range of the stored seeds; log scale`,
      legend: [stores, name],
      panels: [{
        x: "training triples seen",
        y: `dev ${measure}`,
        xaxis: { type: "log", dtick: "D2", tickformat: "~s", range: [first - 0.05, last + 0.05] },
      }],
    }),
  };
}
