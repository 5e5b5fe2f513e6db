/// <reference lib="dom" />
/** The loss over the last steps of descent, as a line. */
import { element } from "../../page/element.ts";
import { inDigits } from "./numbers.ts";
import { set, svg } from "./svg.ts";

export interface Course {
  readonly element: HTMLElement;
  /** Takes the loss before and after a step. */
  add(before: number, after: number): void;
  /** Starts again: what is descended has changed. */
  clear(): void;
}

const WIDTH = 400, HEIGHT = 70;
/** Steps that fit. */
const MOST = 400;

export function course(): Course {
  let losses: number[] = [], steps = 0;
  const line = svg("path", { class: "course-line" });
  const words = element("p", { class: "caption" });
  const draw = (): void => {
    const [low, high] = [Math.min(...losses), Math.max(...losses)];
    const place = (loss: number, i: number) =>
      [
        (losses.length < 2 ? 0 : i / (Math.max(losses.length, 30) - 1)) * WIDTH,
        4 + (HEIGHT - 8) * (high > low ? (high - loss) / (high - low) : 0.5),
      ].map((number) => number.toFixed(1)).join();
    set(line, { d: losses.length < 2 ? "" : `M${losses.map(place).join("L")}` });
    words.textContent = steps === 0
      ? "loss over steps of descent: none yet"
      : `loss over ${steps} steps of descent: from ${inDigits(losses[0])} to ${inDigits(losses.at(-1)!)}` +
        (steps < losses.length ? "" : ` (the last ${losses.length - 1} steps)`);
  };
  const clear = (): void => {
    [losses, steps] = [[], 0];
    draw();
  };
  clear();
  return {
    element: element(
      "div",
      { class: "course" },
      words,
      svg(
        "svg",
        { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
        line,
      ),
    ),
    add(before, after) {
      if (losses.length === 0) losses.push(before);
      losses.push(after);
      steps++;
      if (losses.length > MOST) losses.shift();
      draw();
    },
    clear,
  };
}
