/** How fast the engine is. */
import { tf } from "./engine.ts";

/**
 * The speed of a matrix product of the size that an encoder's feed-forward layer has.
 *
 * @returns Billions of floating-point operations a second, the best of several.
 */
export function gigaflops({ seconds = 1 } = {}): number {
  const [rows, inner, columns] = [2048, 384, 1536];
  return tf.tidy(() => {
    const a = tf.ones([rows, inner]);
    const b = tf.ones([inner, columns]);
    let best = 0;
    const end = performance.now() + 1000 * seconds;
    do {
      const started = performance.now();
      const product = tf.matMul(a, b);
      // Reading one number waits for the product.
      product.slice([0, 0], [1, 1]).dataSync();
      best = Math.max(best, 2 * rows * inner * columns / (performance.now() - started) / 1e6);
      product.dispose();
    } while (performance.now() < end);
    return best;
  });
}
