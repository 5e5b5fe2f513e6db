/** How much of the gradient goes to hard negatives, step by step. */
import type { Figure } from "./figure.ts";
import { colourOf, type LayoutOptions, themed } from "./theme.ts";

export interface HardShareOptions extends Pick<LayoutOptions, "title" | "width" | "height"> {
  /** A family of methods, for the colour; default that of adaptive targets. */
  readonly family?: string;
}

/** @param steps A point each; those where no gradient goes to any negative, NaN, leave a gap. */
export function hardShareCurve(
  steps: readonly { readonly step: number; readonly hardShare?: number }[],
  { family = "adaptive", ...options }: HardShareOptions,
): Figure {
  return {
    data: [{
      type: "scatter",
      mode: "lines",
      name: "hard negatives",
      x: steps.map(({ step }) => step),
      y: steps.map(({ hardShare }) => hardShare ?? NaN),
      line: { color: colourOf(family), width: 2 },
      showlegend: false,
      hovertemplate: "step %{x:,d}: %{y:.1%} of the gradient<extra></extra>",
    }],
    layout: themed({
      ...options,
      subtitle: "of the gradient by all negatives; hard: nearer to the query than its positive",
      panels: [{ x: "step", y: "share of the gradient", yaxis: { range: [0, 1.02], tickformat: ".0%" } }],
    }),
  };
}
