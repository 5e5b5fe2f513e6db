/// <reference lib="dom" />
/** Two runs query by query: which gained, which lost, and what was found for one of them. */
import { differencesFigure } from "../../figures/mod.ts";
import { queryDifferences } from "../../report/mod.ts";
import { encoderLabel, measureNames, type RunResult } from "../../runs/mod.ts";
import { signed } from "../../base/mod.ts";
import { differenceOf } from "../../studies/mod.ts";
import { oneOf } from "./address.ts";
import { chosenCollection, collectionChoice, runsOf } from "./collection_choice.ts";
import { segments } from "./controls.ts";
import { element } from "./element.ts";
import type { Library } from "./library.ts";
import { afterPaint, later } from "./later.ts";
import { plot } from "./plot.ts";
import { queryDetail } from "./query_detail.ts";
import { queryList } from "./query_list.ts";
import { pickedRun, runLabels, runPicker } from "./run_picker.ts";
import { loadTwoRuns, recordsOfTwo, type TwoRuns } from "./two_runs.ts";
import type { View, ViewContext } from "./view.ts";

export const twoRunsView: View = { name: "two-runs", title: "Two runs", show };

function show(context: ViewContext): HTMLElement {
  const { library, options, change } = context;
  const collection = chosenCollection(library, options);
  const runs = runsOf(library, collection);
  const pair = usualPair(library, runs).map((usual, i) =>
    runs.find(({ hash }) => hash === options.get(["run", "other"][i])) ?? usual
  );
  const [a, b] = pair.map(({ hash }) => hash);
  const names = namesOf(pair, runLabels(runs));
  const measure = oneOf(options, "measure", measureNames, "nDCG@10");
  return element(
    "div",
    {},
    element(
      "div",
      { class: "controls" },
      collectionChoice(context, collection, ["run", "other", "query"]),
      runPicker("first-run", "run", runs, { value: a, change: (run) => change({ run }) }),
      runPicker("other-run", "less", runs, { value: b, change: (other) => change({ other }) }),
      segments("measure", "measure", measureNames.map((name) => [name, name]), {
        value: measure,
        change: (measure) => change({ measure }),
      }),
    ),
    later(loadTwoRuns(library, pair, measure).then((two) => shown(two, names, context))),
  );
}

/** What two runs are called: the encoder is named where they differ in it. */
function namesOf(pair: readonly RunResult[], labels: ReadonlyMap<string, string>): [string, string] {
  const encoders = pair.map(({ config }) => encoderLabel(config));
  const [a, b] = pair.map(({ hash }, i) =>
    encoders[0] === encoders[1] ? labels.get(hash)! : `${encoders[i]}, ${labels.get(hash)}`
  );
  return [a, b];
}

/** Adaptive targets and in-batch softmax; else the first two runs. */
function usualPair(library: Library, runs: readonly RunResult[]): RunResult[] {
  const usual = ["adaptive", "in-batch softmax"].flatMap((label) => pickedRun(library, runs, label) ?? []);
  return usual.length === 2 ? usual : [runs[0], runs[1] ?? runs[0]];
}

/** Pixels of a figure that have room for the run's name beside the numbers. */
const ROOM_FOR_NAME = 700;

function shown(two: TwoRuns, names: readonly [string, string], context: ViewContext): HTMLElement {
  const { run, other, measure, order } = two;
  const asked = run.queries.indexOf(context.options.get("query") ?? "");
  const detail = element("section", { class: "detail", "aria-live": "polite" });
  const choose = (query: number) => {
    detail.replaceChildren(queryDetail(two, query, names));
    detail.scrollIntoView({ block: "nearest" });
    context.note({ query: run.queries[query] });
  };
  if (asked >= 0) detail.append(queryDetail(two, asked, names));
  else detail.append(element("p", { class: "note" }, "Choose a query to see what was found for it."));
  const [system, baseline] = names;
  const found = { ...queryDifferences(run, other, { measure }), system, baseline };
  return element(
    "div",
    {},
    plot(
      (width) => differencesFigure([width < ROOM_FOR_NAME ? { ...found, system: "" } : found], { width }),
      {
        name: `differences ${run.hash} ${other.hash}`,
        records: () => recordsOfTwo(two),
        drawn: (place) =>
          place.on("plotly_click", ({ points }) => {
            const [{ pointNumber }] = points as { pointNumber: number }[];
            choose(order[pointNumber]);
          }),
      },
    ),
    element("p", { class: "words" }, afterPaint(() => inWords(two))),
    element("div", { class: "panels" }, element("section", {}, queryList(two, choose)), detail),
  );
}

function inWords({ run, other, measure }: TwoRuns): string {
  const { difference, low, high, p, verdict } = differenceOf(run, other, { measure });
  const chance = p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
  return `${measure}: ${signed(difference)} [${signed(low)}, ${
    signed(high)
  }], ${chance} (randomisation test), ` +
    `${verdict}; ${run.queries.length.toLocaleString("en")} queries, one seed.`;
}
