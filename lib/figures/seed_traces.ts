/** What is drawn of a method with several seeds. */
import { mean } from "../base/mod.ts";
import { familyOf } from "../runs/mod.ts";
import type { Cost, CoursePoint, SeedGroup } from "../studies/mod.ts";
import type { Trace } from "./figure.ts";
import { escaped } from "./markup.ts";
import type { MethodStyle } from "./method_style.ts";
import { colourOf } from "./theme.ts";

/**
 * The traces of a setting: a line a seed, or the mean of the seeds over a band of their range. The last one is for the legend.
 *
 * @param courses One a run, of the same length.
 */
export function seedTraces(
  { label, config, results }: SeedGroup,
  courses: readonly CoursePoint[][],
  { seeds, measure, cost, style: { line, marker } }: {
    seeds: "band" | "lines";
    measure: string;
    cost: Cost;
    style: MethodStyle;
  },
): Trace[] {
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
      hovertemplate: `%{x:,d} ${unit} %{y:.3f}<extra>${escaped(label)}, seed ${
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
    hovertemplate: `%{x:,d} ${unit} %{y:.3f} (%{customdata})<extra>${escaped(label)}</extra>`,
  }];
}
