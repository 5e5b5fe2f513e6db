/// <reference lib="dom" />
/** One run: its settings, its training step by step, and its results. */
import { hardShareCurve, marginTrajectories, trainingCourse } from "../../figures/mod.ts";
import { mean } from "../../base/mod.ts";
import { type FlatRecord, queryRecords } from "../../report/mod.ts";
import {
  familyOf,
  measureNames,
  runLabel,
  type RunResult,
  runSettings,
  valuesByMeasure,
} from "../../runs/mod.ts";
import { courseOf, estimate } from "../../studies/mod.ts";
import { oneOf } from "./address.ts";
import { chosenCollection, collectionChoice, runsOf } from "./collection_choice.ts";
import { collapseTable } from "./collapse.ts";
import { element } from "./element.ts";
import { afterPaint, later } from "./later.ts";
import { plot } from "./plot.ts";
import { pickedRun, runPicker } from "./run_picker.ts";
import { saveRecords } from "./save.ts";
import { stepView } from "./step_view.ts";
import { table } from "./table.ts";
import type { View, ViewContext } from "./view.ts";

export const runView: View = { name: "run", title: "A run", show };

function show(context: ViewContext): HTMLElement {
  const { library, options, change } = context;
  const collection = chosenCollection(library, options);
  const runs = runsOf(library, collection);
  const usual = pickedRun(library, runs, "adaptive");
  const hash = oneOf(options, "run", runs.map((run) => run.hash), (usual ?? runs[0]).hash);
  const run = runs.find((each) => each.hash === hash)!;
  return element(
    "div",
    {},
    element(
      "div",
      { class: "controls" },
      collectionChoice(context, collection, ["run", "step"]),
      runPicker("run", "run", runs, {
        value: hash,
        change: (hash) => change({ run: hash, step: undefined }),
      }),
    ),
    later(library.whole(run).then((whole) => shown(whole, context))),
  );
}

function shown(run: RunResult, context: ViewContext): HTMLElement {
  return element(
    "div",
    {},
    element("h2", {}, runLabel(run.config)),
    run.history.length === 0
      ? element("p", { class: "note" }, "Nothing was trained.")
      : training(run, context),
    element(
      "div",
      { class: "panels" },
      element("section", {}, element("h3", {}, "Results"), results(run)),
      element("section", {}, element("h3", {}, "Settings"), settings(run)),
    ),
  );
}

function training(run: RunResult, context: ViewContext): HTMLElement {
  return element(
    "div",
    {},
    element("div", { class: "panels" }, course(run), margins(run)),
    element(
      "div",
      { class: "panels" },
      element("section", {}, element("h3", {}, "Hard negatives"), hardNegatives(run)),
      element("section", {}, element("h3", {}, "Collapse"), collapseTable(run)),
    ),
    stepView(run, context),
  );
}

/** Pixels below which panels stand one below the other. */
const ROW = 520;

function course(run: RunResult): HTMLElement {
  const { history, validations, config } = run;
  const measure = config.training?.keepBest?.measure ?? "nDCG@10";
  const points = courseOf(run, { measure, bestSoFar: false });
  const bestStep = points.reduce((best, point) => point.value > best.value ? point : best, points[0])?.step ??
    0;
  return plot((width) => {
    const stacked = width < ROW;
    return trainingCourse({ steps: history, validations, measure, bestStep }, {
      ...{ title: "Loss and validations", width, stacked, height: stacked ? 620 : 400 },
      subtitle: `the dot is the best ${measure} on dev`,
    });
  }, { name: `training ${run.hash}`, records: () => numbersOf(run) });
}

function margins(run: RunResult): HTMLElement {
  return plot(
    (width) => marginTrajectories([run], { title: "Margins and targets", width, height: 400 }),
    { name: `margins ${run.hash}`, records: () => numbersOf(run) },
  );
}

function hardNegatives(run: RunResult): HTMLElement {
  const { hash, history, config } = run;
  if (history.every(({ hardShare = NaN }) => Number.isNaN(hardShare))) {
    return element(
      "p",
      { class: "note" },
      "The gradient's share of hard negatives is not recorded in this run.",
    );
  }
  return plot(
    (width) =>
      hardShareCurve(history, {
        title: "Gradient that goes to hard negatives",
        ...{ width, height: 300, family: familyOf(config.method) },
      }),
    { name: `hard negatives ${hash}`, records: () => numbersOf(run) },
  );
}

/** The log without its histograms. */
function numbersOf({ history }: RunResult): FlatRecord[] {
  return history.map(({ histograms: _, ...record }) => record);
}

function results(run: RunResult): HTMLElement {
  const values = valuesByMeasure(run);
  const rows = measureNames.filter((name) => name in values).map((name) => [
    name,
    mean(values[name]).toFixed(3),
    afterPaint(() => {
      const { low, high } = estimate(run, name);
      return `${low.toFixed(3)} to ${high.toFixed(3)}`;
    }),
  ]);
  const caption = `${
    run.queries.length.toLocaleString("en")
  } test queries, with bootstrap intervals over them${
    run.relevantFrom === undefined ? "" : `; RR and R count grades from ${run.relevantFrom} on`
  }`;
  return element(
    "div",
    {},
    table(["measure", "mean", "95 % interval"], rows, { caption }),
    element(
      "p",
      {},
      element("button", {
        type: "button",
        click: () => saveRecords(`queries ${run.hash}`, queryRecords([run])),
      }, "CSV of every query"),
    ),
  );
}

function settings(run: RunResult): HTMLElement {
  const { hash, config, source, seconds, cost, machine, software } = run;
  const rows = Object.entries({
    ...runSettings(config),
    seed: config.seed,
    seconds: Math.round(seconds).toLocaleString("en"),
    ...(cost && { "memory, GB": (cost.memory / 1e9).toFixed(1) }),
    machine,
    software,
    hash,
    stored: source === "committed" ? "with the project" : "locally",
  });
  return table(["setting", "value"], rows.map(([name, value]) => [name, String(value)]), { left: [0, 1] });
}
