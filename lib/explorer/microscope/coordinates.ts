/** Vectors in the space that they span: fewer numbers, the same cosines. */

/**
 * Coordinates of vectors by Gram and Schmidt: vector i has its first i + 1 alone, so that inner products are kept and the
 * space's dimensions left out are those that no vector needs.
 *
 * @param vectors `[N][D]`
 * @returns `[N]` rows of 1 to N numbers; those left out at the end are 0.
 *
 * @example Two vectors of many dimensions lie in a plane
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(coordinatesOf([[0, 2, 0], [3, 4, 0]]), [[2], [4, 3]]);
 * ```
 */
export function coordinatesOf(vectors: readonly ArrayLike<number>[]): number[][] {
  const axes: Float64Array[] = [];
  return vectors.map((vector) => {
    const rest = Float64Array.from(vector);
    const along = axes.map((axis) => {
      const part = dot(rest, axis);
      axis.forEach((value, k) => rest[k] -= part * value);
      return part;
    });
    const length = Math.sqrt(dot(rest, rest));
    // What depends on the others has no axis of its own.
    axes.push(length > 1e-9 ? rest.map((value) => value / length) : new Float64Array(rest.length));
    return [...along, length > 1e-9 ? length : 0];
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
