/// <reference lib="dom" />
/** A sweep: the effectiveness over any two settings of the runs of a collection. */
import { heatmaps } from "../../figures/mod.ts";
import type { FlatRecord } from "../../report/mod.ts";
import { oneOf, someOf } from "./address.ts";
import { chosenCollection, collectionChoice, runsOf } from "./collection_choice.ts";
import { chips, choice, type Named } from "./controls.ts";
import { element } from "./element.ts";
import { plot } from "./plot.ts";
import { settingsOf, type Sweep, sweepMeasures, sweepOf, valueBy, varied } from "./sweep_options.ts";
import type { View, ViewContext } from "./view.ts";

export const sweepView: View = { name: "sweep", title: "Sweep", show };

/** Letters that have room below a column. */
const SHORT = 12;

function show(context: ViewContext): HTMLElement {
  const { library, options, change } = context;
  const collection = chosenCollection(library, options);
  const all = runsOf(library, collection);
  const encoders = [
    ...new Set(all.filter(({ config }) => config.training).map((run) => settingsOf(run).encoder)),
  ];
  const chosen = someOf(options, "encoder", encoders, encoders);
  const runs = all.filter((run) => run.config.training && chosen.includes(settingsOf(run).encoder));
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
    collectionChoice(context, collection, ["encoder", "x", "y"]),
    chips("encoder", "encoders", [{ heading: "encoders", entries: encoders }], {
      values: chosen,
      change: (encoder) => change({ encoder, x: undefined, y: undefined }),
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
    figure(sweep, { x, y, measure }),
    element(
      "p",
      { class: "note" },
      "A cell is the mean of all runs with these two values, whatever their other settings; pointing at it says how many.",
    ),
  );
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
