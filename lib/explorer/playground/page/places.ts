/** Where points are drawn: on the circle, or outside it where others are. */

/** Pixels of the drawing, whose middle is (0, 0) and whose y points down. */
export const RADIUS = 140;
/** Degrees within which markers would overlap. */
const NEAR = 10;
/** Pixels from one ring of markers to the next. */
const RING = 24;
const RINGS = 3;

export type Place = readonly [x: number, y: number];

/** @param angle Degrees. */
export function placeAt(angle: number, radius: number = RADIUS): Place {
  const radians = angle * Math.PI / 180;
  return [radius * Math.cos(radians), -radius * Math.sin(radians)];
}

/**
 * Distances of markers from the middle, so that those of similar angles stand one outside the other.
 *
 * @param angles Degrees; the first ones keep their place.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const [first, near, far] = radii([10, 12, 90]);
 * assert.ok(first === far && near > first);
 * ```
 */
export function radii(angles: readonly number[]): number[] {
  const rings: number[] = [];
  angles.forEach((angle) => {
    const room = Array.from({ length: RINGS }, (_, ring) => {
      const others = angles.filter((_, k) => rings[k] === ring);
      return Math.min(NEAR, ...others.map((other) => apart(angle, other)));
    });
    rings.push(room.indexOf(Math.max(...room)));
  });
  return rings.map((ring) => RADIUS + RING * ring);
}

/** Degrees between two directions, 0 to 180. */
function apart(a: number, b: number): number {
  const difference = Math.abs(a - b) % 360;
  return Math.min(difference, 360 - difference);
}
