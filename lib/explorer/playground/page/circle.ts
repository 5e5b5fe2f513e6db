/// <reference lib="dom" />
/** The circle: points to drag, arrows of descent, and lines from each query to its passages. */
import type { Evaluation } from "../evaluate.ts";
import { type Role, roles, type Scene } from "../scene.ts";
import { arrowPath } from "./arrow.ts";
import { type Marker, marker } from "./marker.ts";
import { type Place, placeAt, radii, RADIUS } from "./places.ts";
import { set, svg } from "./svg.ts";

export interface Circle {
  readonly element: SVGSVGElement;
  show(scene: Scene, evaluation: Evaluation): void;
}

interface Point {
  readonly which: number;
  readonly role: Role;
  readonly marker: Marker;
  readonly arrow: SVGPathElement;
  /** From the query to a passage. */
  readonly line?: SVGLineElement;
}

/** Pixels from the middle of the drawing to its edge. */
const HALF = 204;

/** @param move Told of the angle that a point is moved to, in degrees. */
export function circle(move: (which: number, role: Role, angle: number) => void): Circle {
  const [lines, arrows, markers] = [svg("g"), svg("g"), svg("g")];
  const element = svg(
    "svg",
    {
      viewBox: `${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`,
      class: "circle",
      role: "group",
      "aria-label": "queries, positives and negatives on a circle",
    },
    svg("circle", { r: RADIUS, class: "rim" }),
    ...[lines, arrows, markers],
  );
  let points: Point[] = [];
  let shown: Scene | undefined;

  const build = (size: number): void => {
    points = Array.from({ length: size }, (_, which) => which).flatMap((which) =>
      roles.map((role): Point => ({
        which,
        role,
        marker: marker(role, which, (degrees) => move(which, role, shown!.triples[which][role] + degrees)),
        arrow: svg("path", { class: `arrow ${role}` }),
        line: role === "query" ? undefined : svg("line", { class: `pair ${role}` }),
      }))
    );
    lines.replaceChildren(
      ...points.flatMap(({ line, marker }) => line ? [line, marker.stem] : [marker.stem]),
    );
    arrows.replaceChildren(...points.map(({ arrow }) => arrow));
    markers.replaceChildren(...points.map(({ marker }) => marker.element));
  };

  dragging(element, (event) => {
    const grabbed = (event.target as Element).closest(".point");
    const point = points.find(({ marker }) => marker.element === grabbed);
    if (!point) return undefined;
    point.marker.element.focus({ preventScroll: true });
    return (angle) => move(point.which, point.role, angle);
  });

  return {
    element,
    show(scene, { slopes }) {
      if (scene.triples.length !== shown?.triples.length) build(scene.triples.length);
      shown = scene;
      const distances = radii(points.map(({ which, role }) => scene.triples[which][role]));
      points.forEach(({ which, role, marker, arrow, line }, i) => {
        const triple = scene.triples[which];
        const slope = slopes[role][which];
        marker.show(triple[role], distances[i], slope);
        set(arrow, { d: arrowPath(triple[role], distances[i], slope) });
        if (!line) return;
        const [[x1, y1], [x2, y2]] = [placeAt(triple.query), placeAt(triple[role])];
        set(line, { x1, y1, x2, y2 });
      });
    },
  };
}

/** Follows mouse, finger or pen from where something is grabbed until it is let go. */
function dragging(
  element: SVGSVGElement,
  grab: (event: PointerEvent) => ((angle: number) => void) | undefined,
): void {
  const angleOf = (event: PointerEvent): number => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y]: Place = [event.clientX - left - width / 2, top + height / 2 - event.clientY];
    return Math.atan2(y, x) * 180 / Math.PI;
  };
  let held: ((angle: number) => void) | undefined;
  element.addEventListener("pointerdown", (event) => {
    held = event.button === 0 ? grab(event) : undefined;
    if (!held) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => held?.(angleOf(event)));
  for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, () => held = undefined);
}
