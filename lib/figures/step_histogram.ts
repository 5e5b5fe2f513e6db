/** The margins and targets of one batch, as a histogram. */
import { marginBins, type MarginHistograms } from "../base/mod.ts";
import type { Figure, Trace } from "./figure.ts";
import { colourOf, INK, type LayoutOptions, themed } from "./theme.ts";

export interface StepHistogramOptions extends Pick<LayoutOptions, "title" | "subtitle" | "width" | "height"> {
  /** A family of methods, for the colour of the margins; default that of adaptive targets. */
  readonly family?: string;
  /** The largest share that the axis has room for, so that several steps compare; default as this one needs. */
  readonly top?: number;
}

/**
 * Shares of a batch's margins as bars, and of its targets as an outline over the same bins.
 *
 * @param histograms Counts in the `marginBins`; the first and last bins hold what lies beyond, too.
 */
export function stepHistogram(histograms: MarginHistograms, options: StepHistogramOptions): Figure {
  const { family = "adaptive", top = largestShare([histograms]), ...layout } = options;
  const { margins, targets } = sharesOf(histograms);
  const { low, high, count } = marginBins;
  const width = (high - low) / count;
  const x = margins.map((_, i) => low + (i + 0.5) * width);
  const color = colourOf(family);
  const hovertemplate = (name: string) => `${name} around %{x:.3f}: %{y:.1%}<extra></extra>`;
  const data: Trace[] = [{
    ...{ type: "bar", name: "margin", x, y: margins, width, marker: { color, opacity: 0.65 } },
    hovertemplate: hovertemplate("margin"),
  }];
  if (targets.length > 0) {
    data.push({
      ...{ type: "scatter", mode: "lines", name: "target", x, y: targets },
      line: { color: INK, width: 2, shape: "hvh" },
      hovertemplate: hovertemplate("target"),
    });
  }
  return {
    data,
    layout: {
      ...themed({
        ...layout,
        legend: data.map(({ name }) => name as string),
        panels: [{
          x: "cosine margin, target",
          y: "share of the batch",
          xaxis: { range: [low, high] },
          yaxis: { range: [0, 1.05 * top], tickformat: ".0%" },
        }],
      }),
      bargap: 0,
    },
  };
}

/** Shares of the batch's pairs, by bin; no targets where the loss has none. */
export function sharesOf({ margins, targets }: MarginHistograms): { margins: number[]; targets: number[] } {
  const shares = (counts: readonly number[]) => {
    const all = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => count / all);
  };
  return { margins: shares(margins), targets: shares(targets) };
}

/** The largest share of any bin in some histograms. */
export function largestShare(all: readonly MarginHistograms[]): number {
  return Math.max(...all.map(sharesOf).flatMap(({ margins, targets }) => [...margins, ...targets]));
}
