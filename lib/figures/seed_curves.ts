/** Learning curves over several seeds: the mean with the range of the seeds as a band, or a line each. */
import { mean } from "../base/mod.ts";
import {
  type ComparedMethod,
  comparedMethod,
  type Comparison,
  type Cost,
  courseOf,
  type CoursePoint,
  placeOf,
  spentOnMargins,
} from "../studies/mod.ts";
import { endLabels, type LineEnd, widthOfEndLabels } from "./end_labels.ts";
import type { Figure, Trace } from "./figure.ts";
import { escaped } from "./markup.ts";
import { type MethodStyle, stylesOf } from "./method_style.ts";
import { seedTraces } from "./seed_traces.ts";
import { axesOf, colourOf, INK, type LayoutOptions, themed } from "./theme.ts";

export interface SeedCurvesOptions extends Pick<LayoutOptions, "width" | "height"> {
  title: string;
  /** The methods that are drawn, by their labels. */
  methods: readonly string[];
  /** A measure of the validations; default nDCG@10. */
  measure?: string;
  /** What the curves run over; default triples. */
  cost?: Cost;
  /** Charge a static margin the runs with the others that were tried; default false. */
  chargeSearch?: boolean;
  /** The best until there, rather than each value as measured; default true. */
  bestSoFar?: boolean;
  /** Of the costs; default log. */
  scale?: "log" | "linear";
  /** The mean of the seeds with their range, or each of them; default the band. */
  seeds?: "band" | "lines";
  /** Names where lines end in place of a legend, of a single comparison; default false. */
  endLabels?: boolean;
  /** A level to draw as a line across. */
  level?: number;
}

const costTitles: Readonly<Record<Cost, string>> = {
  triples: "training triples seen",
  tokens: "tokens encoded in training",
  seconds: "seconds of training",
};

/**
 * The dev effectiveness over what training cost so far: a panel a comparison. On a log scale a dotted line is the encoder
 * before training.
 */
export function seedCurves(comparisons: readonly Comparison[], options: SeedCurvesOptions): Figure {
  const { title, methods, measure = "nDCG@10", cost = "triples", seeds = "band", scale = "log" } = options;
  const { bestSoFar = true, chargeSearch = false, endLabels: labelled = false, level } = options;
  const { width = 720, height = 470 } = options;
  const names = new Set<string>();
  const styles = styleByLabel(comparisons, methods);
  const curves = comparisons.flatMap((comparison, panel) =>
    methods.flatMap((label) => {
      const method = comparedMethod(comparison, label);
      return method
        ? [{ method, panel, style: styles.get(label)!, courses: coursesOf(comparison, method, options) }]
        : [];
    })
  ).filter(({ courses }) => courses[0].length > 0);
  const data = comparisons.flatMap((_, panel) => {
    const mine = curves.filter((curve) => curve.panel === panel);
    const traces = [
      ...mine.slice(0, 1).flatMap(({ method }) =>
        startLine(method, mine.flatMap(({ courses }) => courses), options)
      ),
      ...mine.flatMap(({ method: { picked }, courses, style }) =>
        seedTraces(picked, courses, { seeds, measure, cost, style })
      ),
    ];
    return traces.map((trace): Trace => {
      const named = !names.has(trace.name!) && trace.fill === undefined;
      if (named) names.add(trace.name!);
      return { ...trace, showlegend: named && !labelled, legendgroup: trace.name, ...axesOf(panel) };
    });
  });
  const starts = data.filter(({ name }) => name === "untrained").map(({ y }) => (y as number[])[0]);
  const values = [...starts, ...curves.flatMap(({ courses }) => courses.flat().map(({ value }) => value))];
  const range = roomFor([...values, ...(level === undefined ? [] : [level])]);
  const costTitle = costTitles[cost] + (chargeSearch ? ", search for the margin included" : "");
  const layout = themed({
    title: escaped(title),
    subtitle:
      `${bestSoFar ? "best " : ""}${escaped(measure)}${bestSoFar ? " so far" : ""} on the dev queries; ` +
      `${seeds === "band" ? "line: mean of the seeds, band: their range" : "a line a seed"}${
        scale === "log" ? "; log scale" : ""
      }`,
    width,
    height,
    legend: labelled ? [] : names,
    ...(labelled && { right: widthOfEndLabels([...names]) }),
    gap: 0.05,
    panels: comparisons.map((comparison, i) => ({
      title: escaped(placeOf(comparison)),
      x: costTitle,
      y: i ? undefined : `dev ${escaped(measure)}`,
      xaxis: { type: scale, tickformat: "~s", ...(scale === "log" && { dtick: "D2" }) },
      yaxis: { ...(labelled && { range }), ...(i && { matches: "y", showticklabels: false }) },
    })),
  });
  if (level !== undefined) layout.shapes = [levelLine(level)];
  if (labelled) {
    const { t, b } = layout.margin as { t: number; b: number };
    const ends = curves.map(({ method: { label }, style: { marker }, courses }) => ({
      name: label,
      value: mean(courses.map((course) => course.at(-1)!.value)),
      marker,
    }));
    layout.annotations = [
      ...layout.annotations as unknown[] ?? [],
      ...endLabels([...ends, ...starts.map(untrainedEnd)], { range, height: height - t - b }),
    ];
  }
  return { data, layout };
}

/** Where the encoder stood before the first step, which a log scale cannot show as a point. */
function startLine(
  { picked: { results } }: ComparedMethod,
  drawn: readonly CoursePoint[][],
  { measure = "nDCG@10", scale = "log", chargeSearch = false }: SeedCurvesOptions,
): Trace[] {
  const start = results[0].validations.find(({ triples }) => triples === 0)?.measures[measure];
  if (start === undefined || scale === "linear" || chargeSearch) return [];
  const costs = drawn.flat().map(({ cost }) => cost);
  return [{
    type: "scatter",
    mode: "lines",
    name: "untrained",
    x: [Math.min(...costs), Math.max(...costs)],
    y: [start, start],
    line: { color: colourOf("untrained"), width: 1.6, dash: "dot" },
    hovertemplate: `untrained: ${escaped(measure)} %{y:.3f}<extra></extra>`,
  }];
}

/** A method looks the same in all panels. */
function styleByLabel(
  comparisons: readonly Comparison[],
  labels: readonly string[],
): Map<string, MethodStyle> {
  const found = labels.flatMap((label) => {
    const method = comparisons.map((comparison) => comparedMethod(comparison, label)).find((each) => each);
    return method ? [method] : [];
  });
  const styles = stylesOf(found.map(({ picked }) => picked.config.method));
  return new Map(found.map(({ label }, i) => [label, styles[i]]));
}

/** The course of each seed, as far as all have one; what costs nothing has no place on a log scale. */
function coursesOf(
  comparison: Comparison,
  method: ComparedMethod,
  options: SeedCurvesOptions,
): CoursePoint[][] {
  const { measure, cost = "triples", bestSoFar, chargeSearch = false, scale = "log" } = options;
  const courses = method.picked.results.map((run) => {
    const spent = chargeSearch ? spentOnMargins(comparison, method, { seed: run.config.seed, cost }) : 0;
    const course = courseOf(run, { measure, cost, bestSoFar, spent });
    return scale === "log" ? course.filter((point) => point.cost > 0) : course;
  });
  const length = Math.min(...courses.map((course) => course.length));
  return courses.map((course) => course.slice(0, length));
}

/** The end of the line of the encoder before training. */
function untrainedEnd(value: number): LineEnd {
  const color = colourOf("untrained");
  return { name: "untrained", value, marker: { symbol: "circle", color, line: { color } } };
}

/** A range with a little room on either side. */
function roomFor(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(0.06 * (high - low), 0.002);
  return [low - room, high + room];
}

function levelLine(level: number): Record<string, unknown> {
  return {
    name: "level",
    type: "line",
    xref: "x domain",
    x0: 0,
    x1: 1,
    yref: "y",
    y0: level,
    y1: level,
    line: { color: INK, width: 1.5, dash: "dash" },
  };
}
