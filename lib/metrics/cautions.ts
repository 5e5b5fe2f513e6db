/** What a measure cannot show with some judgements. */
import type { Qrels } from "../base/mod.ts";
import { parseMeasure } from "./parse.ts";

/**
 * A sentence for each measure whose parameters do not fit the grades, in order.
 *
 * @param measures Names as in ir_measures.
 *
 * @example A threshold above all grades
 * ```ts
 * import assert from "node:assert/strict";
 * const qrels = new Map([["q", new Map([["a", 1]])]]);
 * assert.deepEqual(measureCautions(["RR", "RR(rel=2)"], qrels), [
 *   "RR(rel=2): no grade is 2 or more, the highest is 1, so that all values are 0.",
 * ]);
 * ```
 */
export function measureCautions(measures: readonly string[], qrels: Qrels): string[] {
  let highest = 0;
  for (const grades of qrels.values()) {
    for (const grade of grades.values()) if (grade > highest) highest = grade;
  }
  return measures.flatMap((name) => {
    const { rel, dcg, max_rel } = parseMeasure(name).parameters;
    if (typeof rel === "number" && rel > highest) {
      return [`${name}: no grade is ${rel} or more, the highest is ${highest}, so that all values are 0.`];
    }
    if (dcg === "exp-log2" && highest <= 1) {
      return [`${name}: dcg='exp-log2' has no effect, as no grade is above 1.`];
    }
    if (typeof max_rel === "number" && highest < max_rel && highest <= 1) {
      return [
        `${name}: the scale is taken to end at ${max_rel}, and the highest grade is ${highest}, so that all values are ` +
        `low. For binary grades, ask for ${name.replace(/\(.*\)/, "").replace(/^\w+/, "$&(max_rel=1)")}.`,
      ];
    }
    return [];
  });
}
