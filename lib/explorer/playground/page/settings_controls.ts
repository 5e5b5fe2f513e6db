/// <reference lib="dom" />
/** Controls of settings. */
import { choice, segments, toggle } from "../../page/controls.ts";
import { choices, type SettingName, type Settings, sliders, switches } from "../settings.ts";
import { slider } from "./slider.ts";

export interface SettingOptions {
  /** A setting has changed, and with it perhaps which ones there are. */
  change(name: SettingName, value: unknown): void;
  /** A slider is being moved. */
  slide(name: SettingName, value: number): void;
}

/** The control of a setting. */
export function settingControl(
  name: SettingName,
  settings: Settings,
  { change, slide }: SettingOptions,
): HTMLElement {
  if (name in choices) {
    const { label, values, names } = choices[name as keyof typeof choices];
    const entries = values.map((value) => [value, names[value] ?? value] as const);
    return (entries.length > 4 ? choice : segments)(name, label, entries, {
      value: String(settings[name]),
      change: (value) => change(name, value),
    });
  }
  if (name in switches) {
    return toggle(name, switches[name as keyof typeof switches], {
      value: Boolean(settings[name]),
      change: (value) => change(name, value),
    });
  }
  return slider(name, sliders[name as keyof typeof sliders], {
    value: Number(settings[name]),
    change: (value) => slide(name, value),
  });
}
