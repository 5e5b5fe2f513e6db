/** Positions in a part of a collection's passages, and in the whole: of millions of passages, a number each and no more. */
import { Positions, type Texts } from "../base/mod.ts";
import type { Hits } from "../retrieval/mod.ts";

/** Tells where the passages of a part are in the whole: `[P]`. */
export function wholePositionsIn(whole: Texts): (part: Texts) => Int32Array {
  let known: Positions | undefined;
  return (part) => {
    if (part === whole) return Int32Array.from({ length: whole.ids.length }, (_, position) => position);
    const positions = known ??= new Positions(whole.ids);
    return Int32Array.from(part.ids, (id) => positions.get(id)!);
  };
}

/**
 * Of what was found in the whole, what is in a part, as positions there.
 *
 * @param found `[Q]`
 * @param options.wholePositions `[P]` Where the part's passages are in the whole.
 * @param options.size Passages of the whole.
 */
export function hitsInside(
  found: readonly Hits[],
  { wholePositions, size }: { wholePositions: Int32Array; size: number },
): Hits[] {
  const places = new Int32Array(size).fill(-1);
  wholePositions.forEach((position, place) => places[position] = place);
  return found.map(({ positions, scores }) => {
    const kept = [...positions.keys()].filter((i) => places[positions[i]] >= 0);
    return {
      positions: Int32Array.from(kept, (i) => places[positions[i]]),
      scores: Float32Array.from(kept, (i) => scores[i]),
    };
  });
}
