/** The grade from which a passage counts as relevant, in a measure that knows only relevant or not. */
import { parseMeasure } from "./parse.ts";

/**
 * A measure that counts grades from the given one on as relevant: its parameter `rel`, unless the name has one or the
 * measure knows none.
 *
 * @throws UserError for an unknown measure.
 *
 * @example TREC's Deep Learning track counts from grade 2 on
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(relevantFrom("RR@10", 2), "RR(rel=2)@10");
 * assert.equal(relevantFrom("nDCG@10", 2), "nDCG@10");
 * ```
 */
export function relevantFrom(measure: string, grade: number): string {
  if (grade === 1 || !("rel" in parseMeasure(measure).parameters)) return measure;
  const [, base, given = "", cutoff = ""] = /^\s*(\w+)(?:\(([^()]*)\))?(@.+)?$/.exec(measure)!;
  const parameters = given.split(",").map((each) => each.trim()).filter((each) => each !== "");
  if (parameters.some((each) => /^rel\s*=/.test(each))) return measure;
  return `${base}(${[...parameters, `rel=${grade}`].join(", ")})${cutoff}`;
}
