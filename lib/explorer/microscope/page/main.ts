/// <reference lib="dom" />
/** The microscope: margins, targets and gradients of a batch, before, during and after training. */
import { addressOf, hashOf } from "../../page/address.ts";
import { choice } from "../../page/controls.ts";
import { element } from "../../page/element.ts";
import { table } from "../../page/table.ts";
import { marginKind, marginOptions } from "../../playground/loss_kind.ts";
import { settingControl } from "../../playground/page/settings_controls.ts";
import type { Recordings } from "../recording.ts";
import { sharesOf } from "../shares.ts";
import { type Tables, tablesOf } from "../tables.ts";
import { heatMap, type Place } from "./heat_map.ts";
import { pairDetail } from "./pair_detail.ts";
import { optionsOfView, settingsOfLoss, type View, viewOf } from "./view.ts";

const place = document.querySelector("main")!;

/** In a notebook, what it starts with: there it has no address of its own. */
const { view: given } = document.body.dataset;

(globalThis as { explorerData?: unknown }).explorerData = (_: string, value: Recordings | null) => {
  if (value) start(value);
  else {
    const how = "No batch is recorded yet. `deno task report --microscope` records one in about a minute.";
    place.append(element("p", { class: "note" }, how));
  }
};

function start(recordings: Recordings): void {
  const { batch } = recordings;
  const options = given === undefined ? addressOf(location.hash).options : new URLSearchParams(given);
  let view = viewOf(options, recordings);
  let tables: Tables;
  const controls = element("div");
  const caption = element("p", { class: "note" });
  const shares = element("div");
  const detail = element("section", { class: "pair-detail", "aria-live": "polite" });
  const pick = (pair: Place) => change({ pair });
  const maps = {
    margins: heatMap("margins", "margins m", pick),
    targets: heatMap("targets", "targets", pick),
    pulls: heatMap("pulls", "−dL/dm: how a margin is to change", pick),
  };
  const names = Object.keys(maps) as (keyof typeof maps)[];

  const change = (changes: Partial<View>): void => {
    view = { ...view, ...changes };
    show(Object.keys(changes));
    if (given === undefined) {
      history.replaceState(null, "", hashOf({ view: "microscope", options: optionsOfView(view) }));
    }
  };
  const show = (changed: readonly string[]): void => {
    const { recording, moment, settings, pair } = view;
    const { step, embeddings } = recording.moments[moment];
    if (changed.some((name) => name !== "pair")) {
      tables = tablesOf(embeddings, marginOptions(settings));
      const isTable = tables.margins[0].length > 1;
      const largest = Math.max(...tables.pulls.flat().map(Math.abs));
      for (const name of names) {
        const full = name === "pulls" ? largest : 1;
        maps[name].show(
          tables[name],
          full,
          ([i, k]) => batch[i].falseNegative && (!isTable || i === k),
        );
      }
      caption.textContent = `${marginKind.formula(settings)}. ` +
        `Step ${step} of ${
          recording.moments.at(-1)!.step
        }, trained with ${recording.label} (${recordings.training}). ` +
        `Row i, column j; blue is above 0, orange below; full colour at 1 for margins and targets, and at ` +
        `${largest.toPrecision(2)}, the largest, for −dL/dm. ` +
        "✕: a negative that is relevant in truth.";
      shares.replaceChildren(shareTable(tables));
    }
    const column = tables.margins[0].length > 1 ? pair[1] : 0;
    for (const name of names) maps[name].select([pair[0], column]);
    detail.replaceChildren(...pairDetail(pair, tables, { batch, settings }));
  };
  const shareTable = (tables: Tables): HTMLElement =>
    table(
      ["pairs", "of all pairs", "of the gradient"],
      sharesOf(tables, batch).map(({ group, pairs, gradient }) => [group, percent(pairs), percent(gradient)]),
      { caption: "where the gradient goes: shares of the sum of |dL/dm|" },
    );
  const showControls = (): void => {
    const focused = document.activeElement?.id;
    const { recording, moment, settings } = view;
    const again = (changes: Partial<View>) => {
      change(changes);
      showControls();
    };
    controls.replaceChildren(element(
      "div",
      { class: "controls" },
      choice("trained", "trained with", recordings.recordings.map(({ label }) => [label, label] as const), {
        value: recording.label,
        change: (value) => {
          const next = recordings.recordings.find(({ label }) => label === value)!;
          again({
            recording: next,
            settings: settingsOfLoss(next.loss),
            moment: Math.min(view.moment, next.moments.length - 1),
          });
        },
      }),
      stepSlider(moment, recording.moments.map(({ step }) => step), (moment) => change({ moment })),
      ...marginKind.has(settings).filter((name) => name !== "detachTarget").map((name) =>
        settingControl(name, settings, {
          change: (name, value) => again({ settings: { ...view.settings, [name]: value } }),
          slide: (name, value) => change({ settings: { ...view.settings, [name]: value } }),
        })
      ),
    ));
    if (focused) document.getElementById(focused)?.focus();
  };

  place.append(
    controls,
    element("div", { class: "maps" }, ...names.map((name) => maps[name].element)),
    caption,
    element("div", { class: "panels" }, detail, shares),
  );
  const showAll = () => {
    show(["recording"]);
    showControls();
  };
  addEventListener("hashchange", () => {
    view = viewOf(addressOf(location.hash).options, recordings);
    showAll();
  });
  showAll();
}

/** Steps are far apart at the end: the slider goes from one that was recorded to the next. */
function stepSlider(moment: number, steps: readonly number[], pick: (moment: number) => void): HTMLElement {
  const words = (moment: number) => moment === 0 ? "0 (before training)" : String(steps[moment]);
  const shown = element("output", { for: "step" }, words(moment));
  const input = element("input", {
    ...{ type: "range", id: "step", min: 0, max: steps.length - 1, step: 1, value: moment },
    "aria-valuetext": words(moment),
    input: () => {
      shown.textContent = words(input.valueAsNumber);
      input.setAttribute("aria-valuetext", words(input.valueAsNumber));
      pick(input.valueAsNumber);
    },
  });
  return element("label", { class: "control slider" }, element("span", {}, "step ", shown), input);
}

function percent(share: number): string {
  return Number.isNaN(share) ? "no gradient" : `${(100 * share).toFixed(0)} %`;
}
