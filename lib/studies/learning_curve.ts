/** What a run's validations say of how fast it learns. */
import type { RunResult } from "../runs/mod.ts";

/** A point of a curve: after so many triples. */
export interface CurvePoint {
  readonly triples: number;
  readonly value: number;
}

/** The dev effectiveness of a run, best so far: what a user has who keeps the best weights. */
export function bestSoFar(
  { validations }: Pick<RunResult, "validations">,
  measure = "nDCG@10",
): CurvePoint[] {
  let best = -Infinity;
  return validations.map(({ triples, measures }) => ({
    triples,
    value: best = Math.max(best, measures[measure]),
  }));
}

/**
 * The mean height of a curve over the logarithm of its triples, by the trapezoidal rule: two curves that end alike differ
 * by it where one rises earlier. The point before training has no logarithm, and is left out.
 *
 * @returns In the measure's unit; NaN where there are fewer than two points.
 */
export function areaOverLogTriples(curve: readonly CurvePoint[]): number {
  const points = curve.filter(({ triples }) => triples > 0);
  if (points.length < 2) return NaN;
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    const width = Math.log(points[i].triples / points[i - 1].triples);
    area += width * (points[i].value + points[i - 1].value) / 2;
  }
  return area / Math.log(points[points.length - 1].triples / points[0].triples);
}
