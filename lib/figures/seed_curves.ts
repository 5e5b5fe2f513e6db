/** Learning curves over several seeds: the mean with the range of the seeds as a band, or a line each. */
import { mean } from "../base/mod.ts";
import { familyOf } from "../runs/mod.ts";
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
import { endLabels, widthOfEndLabels } from "./end_labels.ts";
import type { Figure, Trace } from "./figure.ts";
import { escaped } from "./markup.ts";
import { styleOf } from "./method_style.ts";
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

/** The dev effectiveness over what training cost so far: a panel a comparison. */
export function seedCurves(comparisons: readonly Comparison[], options: SeedCurvesOptions): Figure {
  const { title, methods, measure = "nDCG@10", cost = "triples", seeds = "band", scale = "log" } = options;
  const { bestSoFar = true, chargeSearch = false, endLabels: labelled = false, level } = options;
  const { width = 720, height = 470 } = options;
  const names = new Set<string>();
  const curves = comparisons.flatMap((comparison, panel) =>
    methods.flatMap((label) => {
      const method = comparedMethod(comparison, label);
      return method ? [{ method, panel, courses: coursesOf(comparison, method, options) }] : [];
    })
  ).filter(({ courses }) => courses[0].length > 0);
  const data = curves.flatMap(({ method, panel, courses }) => {
    const { label } = method;
    const first = !names.has(label) && !labelled;
    names.add(label);
    return tracesOf(method, courses, { seeds, measure, cost }).map((trace, i, { length }): Trace => ({
      ...trace,
      showlegend: first && i === length - 1,
      legendgroup: label,
      ...axesOf(panel),
    }));
  });
  const values = curves.flatMap(({ courses }) => courses.flat().map(({ value }) => value));
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
    const ends = curves.map(({ method: { label, picked }, courses }) => ({
      name: label,
      value: mean(courses.map((course) => course.at(-1)!.value)),
      marker: styleOf(picked.config.method).marker,
    }));
    layout.annotations = [
      ...layout.annotations as unknown[] ?? [],
      ...endLabels(ends, { range, height: height - t - b }),
    ];
  }
  return { data, layout };
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

/** The last trace is the one that the legend names. */
function tracesOf(
  { label, picked: { config, results } }: ComparedMethod,
  courses: readonly CoursePoint[][],
  { seeds, measure, cost }: { seeds: "band" | "lines"; measure: string; cost: Cost },
): Trace[] {
  const { line, marker } = styleOf(config.method);
  const unit = escaped(`${cost}: ${measure}`);
  const shared = { type: "scatter", name: escaped(label), line, marker } as const;
  if (seeds === "lines") {
    return courses.map((course, i): Trace => ({
      ...shared,
      mode: "lines+markers",
      x: course.map((point) => point.cost),
      y: course.map(({ value }) => value),
      line: { ...line, width: 1.2 },
      marker: { ...marker, size: 5 },
      hovertemplate: `%{x:,.0f} ${unit} %{y:.3f}<extra>${escaped(label)}, seed ${
        results[i].config.seed
      }</extra>`,
    }));
  }
  const at = courses[0].map((_, i) => courses.map((course) => course[i]));
  const x = at.map((points) => mean(points.map((point) => point.cost)));
  const values = at.map((points) => points.map(({ value }) => value));
  const low = values.map((each) => Math.min(...each)), high = values.map((each) => Math.max(...each));
  return [{
    type: "scatter",
    mode: "lines",
    name: escaped(label),
    x: [...x, ...x.toReversed()],
    y: [...high, ...low.toReversed()],
    fill: "toself",
    fillcolor: colourOf(familyOf(config.method)),
    opacity: 0.15,
    line: { width: 0 },
    hoverinfo: "skip",
  }, {
    ...shared,
    mode: "lines+markers",
    x,
    y: values.map((each) => mean(each)),
    customdata: low.map((value, i) => `${value.toFixed(3)} to ${high[i].toFixed(3)}`),
    hovertemplate: `%{x:,.0f} ${unit} %{y:.3f} (%{customdata})<extra>${escaped(label)}</extra>`,
  }];
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
