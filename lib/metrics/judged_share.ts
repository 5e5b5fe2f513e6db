import type { CutoffOptions } from "./options.ts";

/**
 * Judged@k: the share of the first passages that is judged at all, relevant or not. Where it is low, other measures
 * say little.
 *
 * As in ir_measures a ranking shorter than the cut-off is measured by its own length; trec_eval's `unj` divides by
 * the cut-off and counts what is not judged, so that `unj_k` = 1 - Judged@k where k passages are found.
 *
 * @param ranking Relevance grades in rank order, less than 0 where unjudged; length k.
 * @returns A value in [0, 1]; 0 for an empty ranking.
 *
 * @example Two of three passages are judged
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(judgedShare([1, 0, -1], { cutoff: 10 }), 2 / 3);
 * ```
 */
export function judgedShare(ranking: ArrayLike<number>, { cutoff = Infinity }: CutoffOptions = {}): number {
  const depth = Math.min(cutoff, ranking.length);
  let judged = 0;
  for (let i = 0; i < depth; i++) if (ranking[i] >= 0) judged++;
  return depth > 0 ? judged / depth : 0;
}
