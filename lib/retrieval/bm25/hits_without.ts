import type { Hits } from "./bm25.ts";

/**
 * Results without a passage.
 *
 * @param position Of the passage; -1 for none.
 * @param k Results that are kept.
 */
export function hitsWithout({ positions, scores }: Hits, position: number, k: number): Hits {
  const at = position < 0 ? -1 : positions.indexOf(position);
  if (at < 0) return { positions: positions.subarray(0, k), scores: scores.subarray(0, k) };
  const kept = (_: number, i: number) => i !== at && i <= k;
  return { positions: positions.filter(kept), scores: scores.filter(kept) };
}
