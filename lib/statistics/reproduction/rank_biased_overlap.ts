import { UserError } from "../../base/mod.ts";

export interface RankBiasedOverlapOptions {
  /**
   * The probability that a reader of both rankings goes on to the next rank; default 0.9, which is ten ranks on
   * average.
   */
  persistence?: number;
}

/**
 * Extrapolated rank-biased overlap of two rankings: their overlap at each depth, with the most weight on the first
 * depths, as if both continued for ever with the same agreement.
 *
 * @param a Passage ids, best first, each once.
 * @param b Passage ids, best first, each once; not necessarily as many.
 * @returns In [0, 1]: 1 for equal rankings, 0 where they share nothing, or one of them is empty.
 * @throws UserError where the persistence is not between 0 and 1.
 * @see Webber, Moffat & Zobel, A Similarity Measure for Indefinite Rankings, TOIS 28(4), 2010, equation 32.
 *
 * @example The first passages agree, the second do not: overlaps 1 and 1/2, then 1/2 for ever
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(rankBiasedOverlap(["a", "b"], ["a", "c"], { persistence: 0.5 }), 0.5 * 1 + 0.5 * 0.5);
 * ```
 */
export function rankBiasedOverlap(
  a: readonly string[],
  b: readonly string[],
  { persistence: p = 0.9 }: RankBiasedOverlapOptions = {},
): number {
  if (!(p > 0 && p < 1)) {
    throw new UserError(`Rank-biased overlap: expected a persistence between 0 and 1 but found ${p}.`);
  }
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const s = short.length, l = long.length;
  if (s === 0) return l === 0 ? 1 : 0;
  const seen = new Set<string>();
  // X_d, the overlap at depth d, and X_s
  let overlap = 0, overlapOfShort = 0, sum = 0;
  for (let d = 1; d <= l; d++) {
    for (const id of d <= s ? [short[d - 1], long[d - 1]] : [long[d - 1]]) {
      if (seen.has(id)) overlap++;
      seen.add(id);
    }
    if (d === s) overlapOfShort = overlap;
    // Beyond the end of the shorter ranking, its share of agreement is assumed to continue.
    const assumed = d > s ? overlapOfShort * (d - s) / s : 0;
    sum += p ** d * (overlap + assumed) / d;
  }
  return (1 - p) / p * sum + p ** l * ((overlap - overlapOfShort) / l + overlapOfShort / s);
}
