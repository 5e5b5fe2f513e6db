/// <reference lib="dom" />
/** The numbers of one training step, with a slider over the steps. */
import { fixed, signed } from "../../base/mod.ts";
import type { RunResult } from "../../runs/mod.ts";
import { element } from "./element.ts";
import { table } from "./table.ts";
import type { ViewContext } from "./view.ts";

export function stepNumbers({ history }: RunResult, { options, note }: ViewContext): HTMLElement {
  const last = history.length - 1;
  const asked = Number(options.get("step") ?? NaN);
  const start = Math.max(0, history.findIndex(({ step }) => step === asked));
  const place = element("div", {}, numbersOf(history[start]));
  const shown = element("output", { for: "step" }, String(history[start].step));
  const slider = element("input", {
    ...{ type: "range", id: "step", min: 0, max: last, value: start },
    input(event) {
      const record = history[Number((event.target as HTMLInputElement).value)];
      shown.textContent = String(record.step);
      place.replaceChildren(numbersOf(record));
      note({ step: String(record.step) });
    },
  });
  return element(
    "section",
    {},
    element("h3", {}, "A step"),
    element("label", { class: "control level" }, element("span", {}, "step"), slider, shown),
    place,
    element(
      "p",
      { class: "note" },
      "Collapse shows as margins whose spread goes to 0, or as targets that follow the margins. A run keeps mean and " +
        "spread of each batch; single margins and gradients are in notebook 01.",
    ),
  );
}

function numbersOf(record: RunResult["history"][number]): HTMLElement {
  const { loss, marginMean, marginStd, targetMean, targetStd, learningRate, tokens, twins } = record;
  const spread = (mean: number, std: number) =>
    Number.isNaN(mean) ? "–" : `${fixed(mean, 3)} ± ${fixed(std, 3)}`;
  return table([
    "loss",
    "margin",
    "target",
    "margin less target",
    "learning rate",
    "tokens",
    "repeated texts",
  ], [[
    fixed(loss, 4),
    spread(marginMean, marginStd),
    spread(targetMean, targetStd),
    Number.isNaN(targetMean) ? "–" : signed(marginMean - targetMean),
    learningRate.toPrecision(3),
    tokens.toLocaleString("en"),
    fixed(twins, 0),
  ]], { left: [], caption: "mean ± standard deviation over the batch" });
}
