/**
 * The positions that have a mark, in order: without a list of all positions first, which of millions takes 0.6 GB.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(positionsMarked(Uint8Array.of(1, 0, 1), 1), Int32Array.of(0, 2));
 * ```
 */
export function positionsMarked(marks: Uint8Array, mark: 0 | 1): Int32Array {
  const found = new Int32Array(marks.length);
  let count = 0;
  for (let position = 0; position < marks.length; position++) {
    if (marks[position] === mark) found[count++] = position;
  }
  return found.slice(0, count);
}
