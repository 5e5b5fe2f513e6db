import type { Texts } from "./types.ts";

/**
 * Some texts with their ids.
 *
 * @param positions In the order that is wanted.
 *
 * @example The last of two
 * ```ts
 * import assert from "node:assert/strict";
 * const texts = { ids: ["1", "2"], texts: ["a cat", "a dog"] };
 * assert.deepEqual(textsAt(texts, [1]), { ids: ["2"], texts: ["a dog"] });
 * ```
 */
export function textsAt({ ids, texts, titleLengths }: Texts, positions: ArrayLike<number>): Texts {
  const of = <T>(list: readonly T[]) => Array.from(positions, (position) => list[position]);
  return { ids: of(ids), texts: of(texts), ...(titleLengths && { titleLengths: of(titleLengths) }) };
}
