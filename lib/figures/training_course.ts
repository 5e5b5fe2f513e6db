/** The course of one training: its loss, and what the dev queries said on the way. */
import { drawnSteps } from "./drawn_steps.ts";
import type { Figure, Trace } from "./figure.ts";
import { axesOf, colourOf, type LayoutOptions, themed } from "./theme.ts";

/** What is drawn of a training. */
export interface TrainingCourse {
  /** One a step. */
  readonly steps: readonly { readonly step: number; readonly loss: number }[];
  readonly validations: readonly {
    readonly step: number;
    readonly measures: Readonly<Record<string, number>>;
  }[];
  /** The measure that decided, such as `nDCG@10`. */
  readonly measure: string;
  /** The step whose weights are kept. */
  readonly bestStep: number;
}

/**
 * Loss on the left, the dev measure on the right with the kept step marked.
 *
 * @param course At least one step and one validation.
 */
export function trainingCourse(
  course: TrainingCourse,
  options: Pick<LayoutOptions, "title" | "subtitle" | "width" | "height" | "stacked">,
): Figure {
  const { validations, measure, bestStep } = course;
  const steps = drawnSteps(course.steps);
  const color = colourOf("adaptive");
  const best = validations.find(({ step }) => step === bestStep)!;
  const data: Trace[] = [
    {
      type: "scatter",
      mode: "lines",
      name: "loss",
      x: steps.map(({ step }) => step),
      y: steps.map(({ loss }) => loss),
      line: { color: colourOf("static"), width: 1.8 },
      showlegend: false,
      hovertemplate: "step %{x:,d}: loss %{y:.4f}<extra></extra>",
      ...axesOf(0),
    },
    {
      type: "scatter",
      mode: "lines+markers",
      name: measure,
      x: validations.map(({ step }) => step),
      y: validations.map(({ measures }) => measures[measure]),
      line: { color, width: 1.8 },
      marker: { color: "#ffffff", size: 7, line: { color, width: 1.6 } },
      showlegend: false,
      hovertemplate: `step %{x:,d}: ${measure} %{y:.3f}<extra></extra>`,
      ...axesOf(1),
    },
    {
      type: "scatter",
      mode: "markers",
      name: "kept",
      x: [bestStep],
      y: [best.measures[measure]],
      marker: { color, size: 10 },
      hovertemplate: `kept: step %{x:,d}, ${measure} %{y:.3f}<extra></extra>`,
      ...axesOf(1),
    },
  ];
  return {
    data,
    layout: themed({
      ...options,
      legend: ["kept"],
      gap: 0.12,
      panels: [
        { title: "training loss", x: "step", y: "loss" },
        { title: `dev ${measure}`, x: "step", y: measure },
      ],
    }),
  };
}
