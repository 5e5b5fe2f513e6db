import type { RelevanceOptions } from "./options.ts";
import { countRelevant } from "./relevant.ts";

/**
 * Success, or hit rate: whether a relevant passage is found; trec_eval's `success`. Some tasks call it recall.
 *
 * @param ranking Relevance grades in rank order, 0 or less where unjudged; length k.
 * @returns 1 or 0.
 *
 * @example A relevant passage is among the first two
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(success([0, 1, 1], { cutoff: 2 }), 1);
 * ```
 */
export function success(ranking: ArrayLike<number>, { cutoff, minGrade = 1 }: RelevanceOptions = {}): number {
  return countRelevant(ranking, minGrade, cutoff) > 0 ? 1 : 0;
}
