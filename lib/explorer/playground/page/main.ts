/// <reference lib="dom" />
/** The playground: a batch of triples on a circle, a loss, and descent. */
import { generator } from "../../../base/mod.ts";
import { addressOf, hashOf } from "../../page/address.ts";
import { element } from "../../page/element.ts";
import { descended, evaluate, type Evaluation, isSettled } from "../evaluate.ts";
import { MOST_TRIPLES, moved, optionsOf, type Scene, sceneOf, type Triple } from "../scene.ts";
import { sliders } from "../settings.ts";
import { circle } from "./circle.ts";
import { course } from "./course.ts";
import { lessonList } from "./lessons.ts";
import { notes } from "./notes.ts";
import { player } from "./player.ts";
import { readings } from "./readings.ts";
import { sceneControls } from "./scene_controls.ts";
import { slider } from "./slider.ts";

/** Milliseconds between changes of the address, which browsers limit. */
const ADDRESS_EVERY = 400;

/** In a notebook, what the page starts with: it has no address of its own there. */
const { scene: given } = document.body.dataset;

let scene: Scene = sceneOf(
  given === undefined ? addressOf(location.hash).options : new URLSearchParams(given),
);
let evaluation: Evaluation = evaluate(scene);
/** Before the last descent. */
let start: Scene = scene;
let noting: ReturnType<typeof setTimeout> | undefined;
let batches = 0;

const drawing = circle((which, role, angle) => edit(moved(scene, which, role, angle)));
const numbers = readings();
const losses = course();
const controls = element("div");
const buttons = element("div", { class: "play" });
const status = element("p", { class: "caption", role: "status" });
const play = player(step, showButtons);

document.querySelector("main")!.append(
  controls,
  element(
    "div",
    { class: "panels" },
    element(
      "section",
      {},
      element("div", { class: "stage" }, drawing.element, numbers.loss),
      element(
        "p",
        { class: "key" },
        ...["query", "positive", "negative"].map((role) => element("span", { class: role }, role)),
        "arrows: where descent moves a point. Drag points, or select them and use the arrow keys.",
      ),
      buttons,
      status,
      losses.element,
    ),
    numbers.element,
  ),
  lessonList(startWith),
  notes(),
);
addEventListener("hashchange", () => startWith(addressOf(location.hash).options));
showAll(scene);

function startWith(options: URLSearchParams): void {
  if (options.size === 0) return;
  play.stop();
  status.textContent = "";
  showAll(sceneOf(options));
}

/** Another scene, with its controls. */
function showAll(next: Scene): void {
  const focused = document.activeElement?.id;
  start = next;
  edit(next);
  controls.replaceChildren(
    sceneControls(scene, {
      change: (change) => showAll(change(scene)),
      slide: (change) => edit(change(scene)),
    }),
  );
  showButtons();
  if (focused) document.getElementById(focused)?.focus();
}

/** Another scene with the same controls: what is descended has changed. */
function edit(next: Scene): void {
  losses.clear();
  if (!play.playing) start = next;
  show(next);
}

function show(next: Scene): void {
  scene = next;
  evaluation = evaluate(scene);
  drawing.show(scene, evaluation);
  numbers.show(scene, evaluation);
  if (given === undefined) noteAddress();
}

function noteAddress(): void {
  noting ??= setTimeout(() => {
    noting = undefined;
    history.replaceState(null, "", hashOf({ view: "playground", options: optionsOf(scene) }));
  }, ADDRESS_EVERY);
}

/** Takes a step of descent; false where nothing moves any more. */
function step(): boolean {
  if (isSettled(scene, evaluation)) {
    status.textContent = "Settled: descent moves no point any more.";
    return false;
  }
  status.textContent = "";
  const { loss } = evaluation;
  show(descended(scene, evaluation));
  losses.add(loss, evaluation.loss);
  return true;
}

function showButtons(): void {
  const focused = document.activeElement?.id;
  const button = (id: string, label: string, click: () => void, disabled = false) =>
    element("button", { type: "button", id, click, disabled }, label);
  const count = scene.triples.length;
  const resize = (next: (triples: readonly Triple[]) => readonly Triple[]) => {
    play.stop();
    showAll({ ...scene, triples: next(scene.triples) });
  };
  buttons.replaceChildren(
    play.playing ? button("play", "❚❚ Pause", () => play.stop()) : button("play", "▶ Descend", () => {
      start = scene;
      play.start();
    }),
    button("step", "One step", () => step()),
    button("back", "Back", () => {
      play.stop();
      status.textContent = "";
      showAll(start);
    }),
    button("batch", "Another batch", () => resize(({ length }) => drawn(length))),
    button("fewer", "− triple", () => resize((triples) => triples.slice(0, -1)), count === 1),
    button("more", "+ triple", () => resize((triples) => [...triples, ...drawn(1)]), count === MOST_TRIPLES),
    slider("rate", sliders.rate, {
      value: scene.settings.rate,
      change: (rate) => edit({ ...scene, settings: { ...scene.settings, rate } }),
    }),
  );
  if (focused && buttons.querySelector(`#${focused}`)) document.getElementById(focused)?.focus();
}

/** Triples drawn at random: a positive within 60 degrees of its query, a negative anywhere. */
function drawn(count: number): Triple[] {
  const random = generator(++batches);
  return Array.from({ length: count }, () => {
    const query = Math.round(360 * random.uniform() - 180);
    return {
      query,
      positive: query + Math.round(120 * random.uniform() - 60),
      negative: Math.round(360 * random.uniform() - 180),
      teacher: 0.5,
    };
  });
}
