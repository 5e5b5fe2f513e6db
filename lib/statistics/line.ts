/** A straight line through few points, and what it says of a new one. */
import { mean, UserError } from "../base/mod.ts";
import type { Interval } from "./percentile_interval.ts";
import { studentQuantile } from "./student_t.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * What the line of least squares through some points expects of a new point, with the interval in which 95 % of such points
 * lie:
 *
 *     y ± t(n - 2) s sqrt(1 + 1 / n + (x - mean)^2 / sum of (x_i - mean)^2)
 *
 * @returns The mean and spread of the points where all have the same x. Without bounds for fewer than three points.
 * @throws UserError where there is no point.
 * @see Draper & Smith, Applied Regression Analysis, section 3.1.
 *
 * @example Points on a line
 * ```ts
 * import assert from "node:assert/strict";
 * const points = [1, 2, 3, 4].map((x) => ({ x, y: 2 * x }));
 * assert.deepEqual(lineAt(points, 10), { mean: 20, low: 20, high: 20 });
 * ```
 */
export function lineAt(points: readonly Point[], x: number): Interval {
  const n = points.length;
  if (n === 0) throw new UserError("A line: expected at least one point but found none.");
  const centre = mean(points.map((point) => point.x)), height = mean(points.map((point) => point.y));
  const spread = sum(points, (point) => (point.x - centre) ** 2);
  const level = spread === 0;
  const slope = level ? 0 : sum(points, (point) => (point.x - centre) * (point.y - height)) / spread;
  const at = height + slope * (x - centre);
  const degrees = n - (level ? 1 : 2);
  if (degrees < 1) return { mean: at, low: -Infinity, high: Infinity };
  const errors = sum(points, (point) => (point.y - height - slope * (point.x - centre)) ** 2);
  const leverage = 1 + 1 / n + (level ? 0 : (x - centre) ** 2 / spread);
  const reach = studentQuantile(0.05, degrees) * Math.sqrt(errors / degrees * leverage);
  return { mean: at, low: at - reach, high: at + reach };
}

/**
 * The mean absolute error of lines through all points but one, at that one: what to expect where the line is used.
 *
 * @returns NaN for fewer than two points.
 */
export function leaveOneOutError(points: readonly Point[]): number {
  if (points.length < 2) return NaN;
  return mean(points.map(({ x, y }, i) => Math.abs(y - lineAt(points.filter((_, j) => j !== i), x).mean)));
}

function sum(points: readonly Point[], of: (point: Point) => number): number {
  return points.reduce((total, point) => total + of(point), 0);
}
