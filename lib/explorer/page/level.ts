/// <reference lib="dom" />
/** The level across the curves: a line to drag in the plot, and a slider for those who do not. */
import type { CurvesOptions } from "./curves_options.ts";
import { element } from "./element.ts";
import { type Drawn, plotly } from "./plotly.ts";

export interface MovesLevel {
  /** Where it is. */
  level(): number;
  /** Takes a level from the slider. */
  move(level: number): void;
  /** Takes it from plotly, whose event says where a line was dragged to. */
  dragged(event: Record<string, unknown>): void;
  /** Tells the slider. */
  onMove?: (level: number) => void;
}

/** Keeps the line in all plots, and what depends on it, at one level. */
export function movesLevel(
  initial: number,
  { plots, changed }: { plots: readonly Drawn[]; changed: (level: number) => void },
): MovesLevel {
  let level = initial;
  const moves: MovesLevel = {
    level: () => level,
    move(to) {
      if (to === level) return;
      level = to;
      const line = { "shapes[0].x0": 0, "shapes[0].x1": 1, "shapes[0].y0": level, "shapes[0].y1": level };
      for (const plot of plots) void plotly().relayout(plot, line);
      moves.onMove?.(level);
      changed(level);
    },
    dragged(event) {
      const ends = [event["shapes[0].y0"], event["shapes[0].y1"]].filter((end) => typeof end === "number");
      if (ends.length > 0) moves.move(ends.reduce((sum, end) => sum + end, 0) / ends.length);
    },
  };
  return moves;
}

export function levelControl(
  { level, measure, range: [low, high] }: CurvesOptions,
  moves: MovesLevel,
): HTMLElement {
  const shown = element("output", { for: "level" }, level.toFixed(3));
  const slider = element("input", {
    ...{
      type: "range",
      id: "level",
      step: 0.001,
      min: low.toFixed(3),
      max: high.toFixed(3),
      value: level.toFixed(3),
    },
    input: (event) => moves.move(Number((event.target as HTMLInputElement).value)),
  });
  moves.onMove = (to) => {
    slider.value = to.toFixed(3);
    shown.textContent = to.toFixed(3);
  };
  return element(
    "label",
    { class: "control level" },
    element("span", {}, `level of ${measure}`),
    slider,
    shown,
  );
}
