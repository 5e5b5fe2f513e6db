import type { GradeOptions } from "./options.ts";
import { countRelevant } from "./relevant.ts";

export interface PrecisionOptions extends GradeOptions {
  /** Ranks looked at. */
  cutoff: number;
}

/**
 * Precision: the share of the first ranks that hold a relevant passage; trec_eval's `P`. Ranks that a short ranking
 * leaves empty count as not relevant.
 *
 * @param ranking Relevance grades in rank order, 0 or less where unjudged; length k.
 * @returns A value in [0, 1].
 * @see van Rijsbergen, Information Retrieval, 2nd edition, 1979.
 *
 * @example Two of five ranks hold a relevant passage, though only three are filled
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(precision([1, 0, 2], { cutoff: 5 }), 2 / 5);
 * ```
 */
export function precision(ranking: ArrayLike<number>, { cutoff, minGrade = 1 }: PrecisionOptions): number {
  return countRelevant(ranking, minGrade, cutoff) / cutoff;
}
