/// <reference lib="dom" />
/** Controls of the loss, and of the settings and the teacher that it has. */
import { choice } from "../../page/controls.ts";
import { element } from "../../page/element.ts";
import { lossKinds } from "../loss_kind.ts";
import { type Scene, settingsOf } from "../scene.ts";
import { settingControl } from "./settings_controls.ts";
import { slider } from "./slider.ts";

export interface SceneOptions {
  /** Shows another scene, with its controls. */
  change(change: (scene: Scene) => Scene): void;
  /** Shows another scene with the same controls: one of them is being moved. */
  slide(change: (scene: Scene) => Scene): void;
}

/** A row of controls. */
export function sceneControls(scene: Scene, { change, slide }: SceneOptions): HTMLElement {
  const { kind, settings, triples } = scene;
  return element(
    "div",
    { class: "controls" },
    choice("loss", "loss", lossKinds.map(({ name, label }) => [name, label] as const), {
      value: kind.name,
      change: (value) => {
        const next = lossKinds.find(({ name }) => name === value)!;
        change(({ triples }) => ({ triples, kind: next, settings: settingsOf(next) }));
      },
    }),
    ...kind.has(settings).map((name) =>
      settingControl(name, settings, {
        change: (name, value) =>
          change((scene) => ({ ...scene, settings: { ...scene.settings, [name]: value } })),
        slide: (name, value) =>
          slide((scene) => ({ ...scene, settings: { ...scene.settings, [name]: value } })),
      })
    ),
    ...kind.taught ? triples.map((_, i) => teacherSlider(scene, i, slide)) : [],
  );
}

function teacherSlider(scene: Scene, which: number, slide: SceneOptions["slide"]): HTMLElement {
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
