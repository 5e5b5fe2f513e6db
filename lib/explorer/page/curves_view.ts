/// <reference lib="dom" />
/** Learning curves: what each method reaches on dev, and what it costs until there. */
import { type Figure, INK, seedCurves } from "../../figures/mod.ts";
import type { FlatRecord } from "../../report/mod.ts";
import { type Comparison, courseOf, spentOnMargins } from "../../studies/mod.ts";
import { chips, choice, type Named, segments, toggle } from "./controls.ts";
import { type CurvesOptions, curvesOptions, placeWithin } from "./curves_options.ts";
import { element } from "./element.ts";
import { drawnMethods, levelTable } from "./level_table.ts";
import { levelControl, movesLevel } from "./level.ts";
import { plot } from "./plot.ts";
import type { Drawn } from "./plotly.ts";
import type { View, ViewContext } from "./view.ts";

export const curvesView: View = { name: "curves", title: "Curves", show };

function show(context: ViewContext): HTMLElement {
  const options = curvesOptions(context.library, context.options);
  const plots: Drawn[] = [];
  const tables = options.comparisons.map((comparison) =>
    element("div", { class: "level-table" }, levelTable(comparison, options, options.level))
  );
  const moves = movesLevel(options.level, {
    plots,
    changed(level) {
      options.comparisons.forEach((comparison, i) =>
        tables[i].replaceChildren(levelTable(comparison, options, level))
      );
      context.note({ level: level.toFixed(4) });
    },
  });
  const panels = options.comparisons.map((comparison, i) =>
    element(
      "section",
      {},
      plot((width) => figureOf(comparison, { ...options, level: moves.level() }, width), {
        name: `curves ${comparison.collection} ${placeWithin(comparison)}`,
        records: () => recordsOf(comparison, options),
        config: { edits: { shapePosition: true } },
        drawn(place) {
          plots[i] = place;
          place.on("plotly_relayout", (event) => moves.dragged(event));
        },
      }),
      tables[i],
    )
  );
  const empty = panels.length === 0 || options.methods.length === 0;
  return element(
    "div",
    {},
    element("div", { class: "controls" }, ...controls(options, context)),
    empty ? undefined : levelControl(options, moves),
    empty
      ? element("p", { class: "note" }, "Choose an encoder and a method.")
      : element("div", { class: "panels" }, ...panels),
  );
}

function controls(options: CurvesOptions, { change }: ViewContext): HTMLElement[] {
  const same = (values: readonly string[]): Named[] => values.map((value) => [value, value]);
  return [
    choice("collection", "collection", same(options.collections), {
      value: options.collection,
      // Other collections have other encoders and methods.
      change: (collection) => change({ collection, place: undefined, method: undefined, level: undefined }),
    }),
    chips("place", "encoders", [{ heading: "encoders", entries: options.allPlaces }], {
      values: options.places,
      change: (place) => change({ place, level: undefined }),
    }),
    chips("method", "methods", options.families, {
      values: options.methods,
      change: (method) => change({ method }),
    }),
    segments("measure", "measure", same(options.measures), {
      value: options.measure,
      change: (measure) => change({ measure, level: undefined }),
    }),
    segments("cost", "over", same(["triples", "tokens", "seconds"]), {
      value: options.cost,
      change: (cost) => change({ cost }),
    }),
    segments("scale", "scale", same(["log", "linear"]), {
      value: options.scale,
      change: (scale) => change({ scale }),
    }),
    segments("curve", "value", [["best", "best so far"], ["measured", "as measured"]], {
      value: options.bestSoFar ? "best" : "measured",
      change: (curve) => change({ curve }),
    }),
    segments("seeds", "seeds", [["band", "band"], ["lines", "lines"]], {
      value: options.seeds,
      change: (seeds) => change({ seeds }),
    }),
    toggle("search", "charge the search for a static margin", {
      value: options.chargeSearch,
      change: (charged) => change({ search: charged ? "charged" : undefined }),
    }),
    choice("reference", "reference", same(options.methods), {
      value: options.reference ?? "",
      change: (reference) => change({ reference }),
    }),
  ];
}

/** Names stand where lines end, if there is room for them. */
const ROOM_FOR_NAMES = 560;

function figureOf(comparison: Comparison, options: CurvesOptions, width: number): Figure {
  const { data, layout } = seedCurves([comparison], {
    ...options,
    title: `Learning curves: ${options.measure} on dev`,
    width,
    height: 480,
    endLabels: width >= ROOM_FOR_NAMES,
  });
  // All curves at the pointer, below a thin line.
  const xaxis = { ...layout.xaxis as object, spikethickness: -2, spikecolor: INK, spikedash: "dot" };
  return { data, layout: { ...layout, xaxis, hovermode: "x unified" } };
}

/** A record a method, seed and validation. */
function recordsOf(comparison: Comparison, options: CurvesOptions): FlatRecord[] {
  const { measure, cost, bestSoFar, chargeSearch } = options;
  return drawnMethods(comparison, options).flatMap((method) =>
    method.picked.results.flatMap((run) => {
      const { seed } = run.config;
      const spent = chargeSearch ? spentOnMargins(comparison, method, { seed, cost }) : 0;
      return courseOf(run, { measure, cost, bestSoFar, spent }).map((point) => ({
        collection: comparison.collection,
        encoder: placeWithin(comparison),
        method: method.label,
        seed,
        step: point.step,
        [cost]: point.cost,
        [measure]: point.value,
      }));
    })
  );
}
