/// <reference lib="dom" />
/** Controls of the loss and of the settings that it has. */
import { choice, segments, toggle } from "../../page/controls.ts";
import { element } from "../../page/element.ts";
import { lossKinds } from "../loss_kind.ts";
import { type Scene, settingsOf } from "../scene.ts";
import { choices, type SettingName, sliders, switches } from "../settings.ts";
import { slider } from "./slider.ts";

export interface SettingsOptions {
  /** Shows another scene, with its controls. */
  change(scene: Scene): void;
  /** Shows another scene with the same controls: one of them is being moved. */
  slide(change: (scene: Scene) => Scene): void;
}

/** A row of controls. */
export function settingsControls(scene: Scene, { change, slide }: SettingsOptions): HTMLElement {
  const { kind, settings, triples } = scene;
  const changed = (name: SettingName, value: unknown) => (scene: Scene): Scene => ({
    ...scene,
    settings: { ...scene.settings, [name]: value },
  });
  const setting = (name: SettingName): HTMLElement => {
    if (name in choices) {
      const { label, values, names } = choices[name as keyof typeof choices];
      const entries = values.map((value) => [value, names[value] ?? value] as const);
      const options = {
        value: String(settings[name]),
        change: (value: string) => change(changed(name, value)(scene)),
      };
      return (entries.length > 4 ? choice : segments)(name, label, entries, options);
    }
    if (name in switches) {
      const label = switches[name as keyof typeof switches];
      return toggle(name, label, {
        value: Boolean(settings[name]),
        change: (value) => change(changed(name, value)(scene)),
      });
    }
    return slider(name, sliders[name as keyof typeof sliders], {
      value: Number(settings[name]),
      change: (value) => slide(changed(name, value)),
    });
  };
  return element(
    "div",
    { class: "controls" },
    choice("loss", "loss", lossKinds.map(({ name, label }) => [name, label] as const), {
      value: kind.name,
      change: (value) => {
        const next = lossKinds.find(({ name }) => name === value)!;
        change({ triples, kind: next, settings: settingsOf(next) });
      },
    }),
    ...kind.has(settings).map(setting),
    ...kind.taught ? triples.map((_, i) => teacherSlider(scene, i, slide)) : [],
  );
}

function teacherSlider(scene: Scene, which: number, slide: SettingsOptions["slide"]): HTMLElement {
  const range = { label: `teacher's margin ${which + 1}`, least: -2, most: 2, step: 0.05 };
  return slider(`teacher-${which}`, range, {
    value: scene.triples[which].teacher,
    change: (teacher) =>
      slide((scene) => ({
        ...scene,
        triples: scene.triples.map((triple, i) => i === which ? { ...triple, teacher } : triple),
      })),
  });
}
