/// <reference lib="dom" />
/** One training step: its numbers and its histogram, with a slider over the steps. */
import { marginBins, type MarginHistograms } from "../../base/mod.ts";
import { largestShare, sharesOf, stepHistogram } from "../../figures/mod.ts";
import type { FlatRecord } from "../../report/mod.ts";
import { familyOf, type RunResult } from "../../runs/mod.ts";
import { element } from "./element.ts";
import { plot } from "./plot.ts";
import { type Drawn, plotly } from "./plotly.ts";
import { stepNumbers } from "./step_numbers.ts";
import type { ViewContext } from "./view.ts";

type StepRecord = RunResult["history"][number];

/** @param run Of one step at least. */
export function stepView(run: RunResult, { options, note }: ViewContext): HTMLElement {
  const { history } = run;
  const asked = Number(options.get("step") ?? NaN);
  const start = Math.max(0, history.findIndex(({ step }) => step === asked));
  const numbers = element("div", {}, stepNumbers(history[start]));
  const histogram = histogramOver(run, history[start]);
  const shown = element("output", { for: "step" }, String(history[start].step));
  const slider = element("input", {
    ...{ type: "range", id: "step", min: 0, max: history.length - 1, value: start },
    input(event) {
      const record = history[Number((event.target as HTMLInputElement).value)];
      shown.textContent = String(record.step);
      numbers.replaceChildren(stepNumbers(record));
      histogram?.show(record);
      note({ step: String(record.step) });
    },
  });
  return element(
    "section",
    {},
    element("h3", {}, "A step"),
    element("label", { class: "control level" }, element("span", {}, "step"), slider, shown),
    numbers,
    histogram?.element ??
      element("p", { class: "note" }, "Histograms of margins and targets are not recorded in this run."),
  );
}

const NONE: MarginHistograms = { margins: [], targets: [] };

/** The histogram of a step; undefined where the run has none. */
function histogramOver({ hash, config, history }: RunResult, first: StepRecord) {
  const all = history.flatMap(({ histograms }) => histograms ?? []);
  if (all.length === 0) return undefined;
  let current = first;
  let drawn: Drawn | undefined;
  // A step from before an update of the program has none; its bars are empty.
  const blank = { margins: all[0].margins.map(() => 0), targets: all[0].targets.map(() => 0) };
  const top = largestShare(all);
  const of = ({ histograms }: StepRecord) => histograms ?? blank;
  return {
    element: plot(
      (width) =>
        stepHistogram(of(current), {
          title: "Margins and targets of the step",
          subtitle: "the outermost bars hold what lies beyond them, too",
          ...{ width, height: 360, top, family: familyOf(config.method) },
        }),
      {
        name: `margins of a step ${hash}`,
        records: () => history.flatMap(recordsOf),
        drawn: (place) => drawn = place,
      },
    ),
    show(record: StepRecord): void {
      current = record;
      const { margins, targets } = sharesOf(of(record));
      if (drawn) void plotly().restyle(drawn, { y: targets.length > 0 ? [margins, targets] : [margins] });
    },
  };
}

/** A record a bin. */
function recordsOf({ step, histograms = NONE }: StepRecord): FlatRecord[] {
  const { low, high, count } = marginBins;
  const width = (high - low) / count;
  return histograms.margins.map((margins, i) => ({
    step,
    from: Number((low + i * width).toFixed(3)),
    to: Number((low + (i + 1) * width).toFixed(3)),
    margins,
    targets: histograms.targets[i] ?? NaN,
  }));
}
