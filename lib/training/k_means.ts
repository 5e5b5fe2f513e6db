/** Seeded k-means of directions: rows of length 1, compared by their cosine. */
import { generator, UserError } from "../base/mod.ts";
import { type Tensor2D, tf } from "../engine/mod.ts";

export interface KMeansOptions {
  /** `D`, the width of a row. */
  width: number;
  clusters: number;
  seed: number;
  /** Rounds at most; it ends earlier where nothing changes. Default 25. */
  rounds?: number;
}

/**
 * The cluster of each row (spherical k-means; Dhillon & Modha 2001), from starts that are far apart (k-means++; Arthur
 * & Vassilvitskii 2007).
 *
 * @param rows `[N * D]`, each of length 1.
 * @returns `[N]`, numbers from 0 to `clusters - 1`; none of them is missing.
 * @throws UserError where there are more clusters than rows, or fewer than one.
 */
export function kMeans(rows: Float32Array, options: KMeansOptions): Int32Array {
  const { width, clusters, rounds = 25 } = options;
  const size = rows.length / width;
  if (!(Number.isInteger(clusters) && clusters >= 1 && clusters <= size)) {
    throw new UserError(`Expected from 1 to ${size} clusters, the number of rows, but found ${clusters}.`);
  }
  const table = tf.tensor2d(rows, [size, width]);
  let centres = farStarts(rows, options);
  let found = new Int32Array(size).fill(-1);
  for (let round = 0; round < rounds; round++) {
    const { nearest, cosines } = nearestCentres(table, centres);
    fillEmpty(nearest, cosines, clusters);
    if (nearest.every((cluster, row) => cluster === found[row])) break;
    found = nearest;
    centres = means(rows, found, options);
  }
  table.dispose();
  return found;
}

/** Rows drawn one after the other, each by its squared distance to those before it. */
function farStarts(rows: Float32Array, { width, clusters, seed }: KMeansOptions): Float32Array {
  const random = generator(seed);
  const size = rows.length / width;
  const distances = new Float64Array(size).fill(Infinity);
  const starts = new Float32Array(clusters * width);
  let row = random.below(size);
  for (let cluster = 0; cluster < clusters; cluster++) {
    const start = rows.subarray(row * width, (row + 1) * width);
    starts.set(start, cluster * width);
    let sum = 0;
    for (let other = 0; other < size; other++) {
      let cosine = 0;
      for (let k = 0; k < width; k++) cosine += start[k] * rows[other * width + k];
      sum += distances[other] = other === row ? 0 : Math.min(distances[other], Math.max(0, 2 - 2 * cosine));
    }
    let left = random.uniform() * sum;
    row = distances.findIndex((distance) => (left -= distance) < 0);
    if (row < 0) row = random.below(size); // all rows are starts already
  }
  return starts;
}

function nearestCentres(
  rows: Tensor2D,
  centres: Float32Array,
): { nearest: Int32Array<ArrayBuffer>; cosines: Float32Array } {
  return tf.tidy(() => {
    const [, width] = rows.shape;
    const cosines = tf.matMul(rows, tf.tensor2d(centres, [centres.length / width, width]), false, true); // [N, K]
    return {
      nearest: Int32Array.from(tf.argMax(cosines, 1).dataSync()),
      cosines: tf.max(cosines, 1).dataSync() as Float32Array,
    };
  });
}

/** Moves the row that fits its cluster worst, and is not alone there, to each empty cluster. */
function fillEmpty(nearest: Int32Array, cosines: Float32Array, clusters: number): void {
  const sizes = new Int32Array(clusters);
  for (const cluster of nearest) sizes[cluster]++;
  const empty = [...sizes.keys()].filter((cluster) => sizes[cluster] === 0);
  if (empty.length === 0) return;
  const worst = [...cosines.keys()].sort((a, b) => cosines[a] - cosines[b] || a - b);
  for (const row of worst) {
    if (empty.length === 0) return;
    if (sizes[nearest[row]] === 1) continue;
    sizes[nearest[row]]--;
    sizes[nearest[row] = empty.shift()!]++;
  }
}

/** The direction of each cluster's mean. */
function means(rows: Float32Array, found: Int32Array, { width, clusters }: KMeansOptions): Float32Array {
  const sums = new Float32Array(clusters * width);
  found.forEach((cluster, row) => {
    for (let k = 0; k < width; k++) sums[cluster * width + k] += rows[row * width + k];
  });
  for (let at = 0; at < sums.length; at += width) {
    const centre = sums.subarray(at, at + width);
    const length = Math.hypot(...centre);
    if (length > 0) centre.forEach((value, k) => centre[k] = value / length);
  }
  return sums;
}
