/** A collection at a glance: how long its texts are, and how many passages answer a query. */
import type { CollectionGlance } from "../data/mod.ts";
import { escaped } from "./markup.ts";
import type { Figure, Trace } from "./figure.ts";
import { histogram } from "./histogram.ts";
import { axesOf, colourOf, INK, themed } from "./theme.ts";

const PASSAGES = "#777777";
const SPLITS = { train: colourOf("static"), dev: "#E69F00", test: colourOf("distributed") };
/** More relevant passages than this are counted together. */
const MANY = 6;

export interface GlanceFigureOptions {
  /** Lengths at which an encoder cuts texts, drawn as dashed lines. */
  readonly limits?: { readonly passage: number; readonly query: number };
}

/** Lengths of passages, lengths of queries by split, and relevant passages a query by split. */
export function glanceFigure(glance: CollectionGlance, options: GlanceFigureOptions = {}): Figure {
  const { name, unit, passageLengths, splits } = glance;
  const { limits } = options;
  const all = splits.flatMap(({ lengths }) => [...lengths]);
  const ofPassages = histogram(passageLengths), edges = histogram(all);
  const passages: Trace = {
    type: "bar",
    name: "passages",
    x: ofPassages.centres,
    y: ofPassages.counts,
    width: ofPassages.centres.map(() => ofPassages.width),
    marker: { color: PASSAGES },
    showlegend: false,
    hovertemplate: `about %{x:,.3~r} ${unit}: %{y:,d} passages<extra></extra>`,
    ...axesOf(0),
  };
  const ofQueries = splits.map(({ split, lengths }): Trace => {
    const { counts, centres } = histogram(lengths, edges);
    return {
      type: "scatter",
      mode: "lines",
      name: split,
      x: centres,
      y: counts.map((count) => count / lengths.length),
      line: { color: SPLITS[split], width: 1.8, shape: "hvh" },
      showlegend: false,
      hovertemplate: `about %{x:,.3~r} ${unit}: %{y:.1%} of the ${split} queries<extra></extra>`,
      ...axesOf(1),
    };
  });
  const numbers = Array.from({ length: MANY }, (_, i) => i === MANY - 1 ? `${MANY}+` : String(i + 1));
  const ofJudgements = splits.map(({ split, relevant }): Trace => ({
    type: "bar",
    name: split,
    x: numbers,
    y: numbers.map((_, i) => relevant.filter((n) => Math.min(n, MANY) === i + 1).length / relevant.length),
    marker: { color: SPLITS[split] },
    hovertemplate: `%{x} relevant: %{y:.1%} of the ${split} queries<extra></extra>`,
    ...axesOf(2),
  }));
  const layout = themed({
    title: `${escaped(name)} at a glance`,
    subtitle: "the last bar of a length also holds what is longer" +
      (limits ? "; dashed: where an encoder cuts" : ""),
    height: 320,
    gap: 0.1,
    right: 14,
    legend: splits.map(({ split }) => split),
    panels: [
      { title: "passages", x: unit, y: "passages", xaxis: { range: [0, ofPassages.end] } },
      { title: "queries", x: unit, xaxis: { range: [0, edges.end] }, yaxis: shares },
      { title: "relevant passages a query", x: "passages", xaxis: { type: "category" }, yaxis: shares },
    ],
  });
  const lines = limits
    ? [limitAt(limits.passage, 0, ofPassages.end), limitAt(limits.query, 1, edges.end)].flat()
    : [];
  return {
    data: [passages, ...ofQueries, ...ofJudgements],
    layout: { ...layout, bargap: 0.2, shapes: lines },
  };
}

const shares = { tickformat: ".0%", rangemode: "tozero" };

/** A dashed line over the height of a panel; none where the axis ends before it. */
function limitAt(length: number, panel: number, end: number): Record<string, unknown>[] {
  if (length >= end) return [];
  const { xaxis, yaxis } = axesOf(panel);
  const line = { color: INK, width: 1.2, dash: "dash" };
  return [{ type: "line", x0: length, x1: length, xref: xaxis, y0: 0, y1: 1, yref: `${yaxis} domain`, line }];
}
