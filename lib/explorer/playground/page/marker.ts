/// <reference lib="dom" />
/** A point that can be dragged: a marker whose shape says what it is, and whose number says of which triple. */
import { type Role, turned } from "../scene.ts";
import { placeAt, RADIUS } from "./places.ts";
import { set, svg } from "./svg.ts";

export interface Marker {
  readonly element: SVGGElement;
  /** From the point on the circle to a marker that stands outside. */
  readonly stem: SVGLineElement;
  show(angle: number, radius: number, slope: number): void;
}

/** Degrees that a key moves a point. */
const keys: Readonly<Record<string, number>> = {
  ...{ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 10, PageDown: -10 },
};

/** @param turn Told of the degrees that a key turns the point. */
export function marker(role: Role, which: number, turn: (degrees: number) => void): Marker {
  const stem = svg("line", { class: `stem ${role}` });
  const body = svg("g", {}, svg("circle", { r: 20, class: "touch" }), shapes[role]());
  body.append(svg("text", { y: role === "negative" ? 5.5 : 4 }, String(which + 1)));
  const element = svg(
    "g",
    {
      class: `point ${role}`,
      tabindex: 0,
      role: "slider",
      "aria-label": `${role} ${which + 1}, angle in degrees`,
      "aria-valuemin": -180,
      "aria-valuemax": 180,
    },
    body,
  );
  element.addEventListener("keydown", (event) => {
    const degrees = keys[event.key];
    if (degrees === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    turn(event.shiftKey ? 10 * degrees : degrees);
  });
  return {
    element,
    stem,
    show(angle, radius, slope) {
      const [x, y] = placeAt(angle, radius);
      const [x1, y1] = placeAt(angle);
      set(body, { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})` });
      set(stem, { x1, y1, x2: x, y2: y, visibility: radius > RADIUS ? "visible" : "hidden" });
      const shown = Math.round(turned(angle));
      const way = Math.abs(slope) < 5e-4
        ? "stays"
        : slope < 0
        ? "turns counter-clockwise"
        : "turns clockwise";
      set(element, { "aria-valuenow": shown, "aria-valuetext": `${shown} degrees, descent: it ${way}` });
    },
  };
}

const shapes: Record<Role, () => SVGElement> = {
  query: () => svg("circle", { r: 11, class: "shape" }),
  positive: () => svg("rect", { ...{ x: -10, y: -10, width: 20, height: 20, rx: 3 }, class: "shape" }),
  negative: () => svg("path", { d: "M0,-13L13,10H-13Z", class: "shape" }),
};
