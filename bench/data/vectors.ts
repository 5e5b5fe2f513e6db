/** Random unit vectors in place of an encoder's embeddings. */
import { generator } from "../../lib/base/mod.ts";

/**
 * Draws directions around a common one, so that cosines are around 0.3, as between unrelated texts.
 *
 * @returns `[count * width]`
 */
export function unitVectors(count: number, { width, seed }: { width: number; seed: number }): Float32Array {
  const random = generator(seed);
  const vectors = new Float32Array(count * width);
  for (let start = 0; start < vectors.length; start += width) {
    let squares = 0;
    for (let i = start; i < start + width; i++) {
      // Close to normal, and ten times faster.
      const draw = random.uniform() + random.uniform() + random.uniform() - 1.5 + (i % 2 ? 0.33 : -0.33);
      vectors[i] = draw;
      squares += draw * draw;
    }
    const scale = 1 / Math.sqrt(squares);
    for (let i = start; i < start + width; i++) vectors[i] *= scale;
  }
  return vectors;
}
