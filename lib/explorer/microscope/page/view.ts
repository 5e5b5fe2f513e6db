/** What the microscope shows: a recording, a moment of it, a loss that looks at it, and a pair. */
import { readSettings, type Settings, usualSettings, writeSettings } from "../../playground/settings.ts";
import type { RecordedLoss, Recording, Recordings } from "../recording.ts";
import type { Place } from "./heat_map.ts";

export interface View {
  readonly recording: Recording;
  /** Place of the moment. */
  readonly moment: number;
  readonly settings: Settings;
  readonly pair: Place;
}

/** The view of an address; what it does not say, or says wrongly, is as at the start. */
export function viewOf(options: URLSearchParams, { recordings, batch }: Recordings): View {
  const recording = recordings.find(({ label }) => label === options.get("trained")) ?? recordings[0];
  const moment = recording.moments.findIndex(({ step }) => String(step) === options.get("step"));
  const [row, column] = (options.get("pair") ?? "1,1").split(",").map((text) => Number(text) - 1);
  const known = [row, column].every((k) => Number.isInteger(k) && k >= 0 && k < batch.length);
  return {
    recording,
    moment: Math.max(0, moment),
    settings: readSettings(options, settingsOfLoss(recording.loss)),
    pair: known ? [row, column] : [0, 0],
  };
}

export function optionsOfView({ recording, moment, settings, pair }: View): URLSearchParams {
  const options = new URLSearchParams({
    trained: recording.label,
    step: String(recording.moments[moment].step),
    pair: pair.map((k) => k + 1).join(),
  });
  writeSettings(options, settings, settingsOfLoss(recording.loss));
  return options;
}

/** The settings with which the playground's margin loss is a recording's. */
export function settingsOfLoss({ target, ...others }: RecordedLoss): Settings {
  const wanted = typeof target === "number" ? { target: "static", margin: target } as const : { target };
  return { ...usualSettings, ...others, ...wanted };
}
