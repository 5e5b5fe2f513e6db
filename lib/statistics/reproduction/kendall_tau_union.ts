import { kendallTau } from "../kendall_tau.ts";
import { rankOrder } from "../../metrics/mod.ts";

/**
 * Kendall's tau Union: do two rankings have the same passages in the same order?
 *
 * Each passage is replaced by its place among the sorted ids of both rankings, and the two lists of places are
 * correlated rank by rank. So passages that are in only one ranking count by their ids, and values are comparable
 * only over the same ids. That is how Breuer et al. define it, and how their repro_eval computes it. Where the
 * lengths differ, the longer ranking is cut; repro_eval refuses such rankings.
 *
 * @param original Passage ids of one ranking, best first.
 * @param reproduced Those of the other.
 * @returns In [-1, 1]. With fewer than two passages there is no order: 1 where both rankings are the same, else 0.
 * @see Breuer, Ferro, Fuhr, Maistro, Sakai, Schaer & Soboroff, How to Measure the Reproducibility of System-oriented
 * IR Experiments, SIGIR 2020.
 *
 * @example Places 1, 2, 3 against 1, 3, 2
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(kendallTauUnion(["a", "b", "c"], ["a", "c", "b"]), 1 / 3);
 * ```
 */
export function kendallTauUnion(original: readonly string[], reproduced: readonly string[]): number {
  const depth = Math.min(original.length, reproduced.length);
  if (depth < 2) return original.length === reproduced.length && original[0] === reproduced[0] ? 1 : 0;
  const union = [...new Set([...original, ...reproduced])];
  const places = new Map<string, number>();
  rankOrder(union, new Float64Array(union.length)).forEach((id, place) => places.set(union[id], place));
  const placesOf = (ids: readonly string[]) =>
    Float64Array.from(ids.slice(0, depth), (id) => places.get(id)!);
  return kendallTau(placesOf(original), placesOf(reproduced));
}
