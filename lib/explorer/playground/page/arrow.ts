/** Arrows: where descent moves a point. */
import { type Place, placeAt } from "./places.ts";

/** Pixels of the marker, where an arrow starts, and of the longest arrow. */
const START = 14, LONGEST = 80;
/** Shorter ones are not drawn. */
const SHORTEST = 1.5;

/**
 * The outline of an arrow along the circle's tangent, against the slope. Its length grows with the slope, the less the
 * larger it is: half the longest at 0.55 per radian.
 *
 * @param angle Of the point, in degrees; `radius` where it is drawn.
 * @returns A path; empty where the slope is about zero.
 */
export function arrowPath(angle: number, radius: number, slope: number): string {
  const length = LONGEST * Math.tanh(Math.abs(slope));
  if (!(length >= SHORTEST)) return "";
  const from = placeAt(angle, radius);
  // Counter-clockwise where the loss falls with the angle.
  const [dx, dy] = placeAt(angle + 90, -Math.sign(slope));
  const at = (along: number, aside: number): Place => [
    from[0] + along * dx - aside * dy,
    from[1] + along * dy + aside * dx,
  ];
  const end = START + length, head = Math.min(8, length), neck = end - head;
  const outline = [
    ...[at(START, -1.5), at(neck, -1.5), at(neck, -head / 1.6)],
    at(end, 0),
    ...[at(neck, head / 1.6), at(neck, 1.5), at(START, 1.5)],
  ];
  return `M${outline.map((place) => place.map((number) => number.toFixed(1)).join()).join("L")}Z`;
}
