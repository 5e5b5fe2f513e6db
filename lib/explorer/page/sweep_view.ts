/// <reference lib="dom" />
/** A sweep: the effectiveness over any two settings of the runs of a collection. */
import { heatmaps } from "../../figures/mod.ts";
import type { FlatRecord } from "../../report/mod.ts";
import type { RunResult } from "../../runs/mod.ts";
import type { Comparison } from "../../studies/mod.ts";
import { oneOf, someOf } from "./address.ts";
import { chosenCollection, collectionChoice } from "./collection_choice.ts";
import { chips, choice, type Named } from "./controls.ts";
import { placeWithin, usualPlaces } from "./curves_options.ts";
import { element } from "./element.ts";
import { plot } from "./plot.ts";
import { heldFixed, type Sweep, sweepMeasures, sweepOf, valueBy, varied } from "./sweep_options.ts";
import type { View, ViewContext } from "./view.ts";

export const sweepView: View = { name: "sweep", title: "Sweep", show };

/** Letters that have room below a column. */
const SHORT = 12;

function show(context: ViewContext): HTMLElement {
  const { library, options, change } = context;
  const collection = chosenCollection(library, options);
  const { label } = library.collections[collection];
  const here = library.comparisons.filter((each) => each.collection === label);
  const places = here.map(placeWithin);
  // One place: elsewhere, a cell would be the mean over encoders, or of a student and a teacher.
  const chosen = someOf(options, "place", places, usualPlaces(here).slice(0, 1));
  const runs = runsAt(here.filter((each) => chosen.includes(placeWithin(each))));
  const names = [...varied(runs)];
  const columns = names.filter(([, values]) => values.every(({ length }) => length <= SHORT)).map(([name]) =>
    name
  );
  const x = oneOf(
    options,
    "x",
    columns,
    ["learningRate", "target"].find((name) => columns.includes(name)) ?? columns[0],
  );
  const rows = names.map(([name]) => name).filter((name) => name !== x);
  const y = oneOf(options, "y", rows, rows.find((name) => name === "method") ?? rows[0]);
  const measure = oneOf(options, "measure", sweepMeasures, sweepMeasures[0]);
  const same = (values: readonly string[]): Named[] => values.map((value) => [value, value]);
  const controls = element(
    "div",
    { class: "controls" },
    collectionChoice(context, collection, ["place", "x", "y"]),
    chips("place", "encoders", [{ heading: "encoders", entries: places }], {
      values: chosen,
      change: (place) => change({ place, x: undefined, y: undefined }),
    }),
    choice("x", "columns", same(columns), { value: x ?? "", change: (x) => change({ x }) }),
    choice("y", "rows", same(rows), { value: y ?? "", change: (y) => change({ y }) }),
    choice("measure", "measure", same(sweepMeasures), {
      value: measure,
      change: (measure) => change({ measure }),
    }),
  );
  if (x === undefined || y === undefined) {
    return element(
      "div",
      {},
      controls,
      element("p", { class: "note" }, "These runs differ in fewer than two settings."),
    );
  }
  const sweep = sweepOf(runs, { x, y, valueOf: valueBy(measure, library.testMean) });
  return element(
    "div",
    {},
    controls,
    element("p", { class: "note" }, inWords(sweep, heldFixed(runs, runsAt(here)))),
    figure(sweep, { x, y, measure }),
  );
}

function runsAt(comparisons: readonly Comparison[]): RunResult[] {
  return comparisons.flatMap(({ methods }) =>
    methods.flatMap(({ searched }) => searched.flatMap(({ results }) => results))
  );
}

/** What a cell stands for. */
function inWords({ counts, averaged }: Sweep, fixed: readonly string[]): string {
  const found = counts.flat().filter((count) => count > 0);
  const [least, most] = [Math.min(...found), Math.max(...found)];
  const runs = most === 1 ? "one run" : `the mean of ${least === most ? most : `${least} to ${most}`} runs`;
  const over = averaged.length === 0 ? "" : `, which differ in ${averaged.join(", ")}`;
  const held = fixed.length === 0 ? "" : ` All are of ${fixed.join(", ")}; others of the collection are not.`;
  return `A cell is ${runs}${over}.${held}${most === 1 ? "" : " Pointing at it says how many it has."}`;
}

function figure(sweep: Sweep, { x, y, measure }: { x: string; y: string; measure: string }): HTMLElement {
  const { rows, columns, values, counts } = sweep;
  return plot((width) => {
    const drawn = heatmaps([{ title: "", values, x }], {
      title: `${measure}: ${y} by ${x}`,
      ...{ rows, columns, digits: 3, width: Math.min(width, 900) },
    });
    const hover = {
      customdata: counts,
      hovertemplate: "%{y}, %{x}: %{z:.3f}, %{customdata} runs<extra></extra>",
    };
    return { ...drawn, data: drawn.data.map((trace) => ({ ...trace, ...hover })) };
  }, {
    name: `sweep ${y} by ${x}`,
    least: Math.max(320, 140 + 7 * Math.max(...rows.map(({ length }) => length)) + 52 * columns.length),
    records: () =>
      rows.flatMap((row, i) =>
        columns.flatMap((column, j): FlatRecord[] =>
          counts[i][j] === 0 ? [] : [{ [y]: row, [x]: column, [measure]: values[i][j], runs: counts[i][j] }]
        )
      ),
  });
}
