/**
 * GELU of a product and its bias, forward and backward by hand.
 *
 * Shapes: `N` rows, `F` columns.
 * gelu(x + bias) = z / 2 * (1 + erf(z / sqrt 2)), z = x + bias (Hendrycks & Gimpel 2016)
 */
import {
  addBias,
  engine,
  native,
  nativeOutputs,
  sumRows,
  type Tensor1D,
  type Tensor2D,
  tf,
} from "../engine/mod.ts";

/**
 * @param x `[N, F]`
 * @param bias `[F]`
 * @returns `[N, F]`
 */
export function gelu(x: Tensor2D, bias: Tensor1D): Tensor2D {
  if (engine.customOps) return native("KitGelu", [x, bias], {}) as Tensor2D;
  return tf.tidy(() => {
    const z = addBias(x, bias);
    return tf.mul(z, normal(z));
  });
}

/**
 * The gradients of `gelu`, and its value again: cheaper to compute than to keep.
 *
 * @param dy Gradient of the value, `[N, F]`.
 * @returns The value `y [N, F]`, and the gradients of `x [N, F]` and `bias [F]`.
 */
export function geluGradient(
  x: Tensor2D,
  bias: Tensor1D,
  dy: Tensor2D,
): { y: Tensor2D; dx: Tensor2D; dBias: Tensor1D } {
  if (engine.customOps) {
    const [y, dx, dBias] = nativeOutputs("KitGeluGrad", [x, bias, dy], {}, 3);
    return { y: y as Tensor2D, dx: dx as Tensor2D, dBias: dBias as Tensor1D };
  }
  return tf.tidy(() => {
    const z = addBias(x, bias);
    const phi = normal(z);
    // d(z * phi(z)) / dz = phi(z) + z * exp(-z^2 / 2) / sqrt(2 pi)
    const density = tf.mul(tf.exp(tf.mul(tf.square(z), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    const dx = tf.mul(dy, tf.add(phi, tf.mul(z, density))) as Tensor2D;
    return { y: tf.mul(z, phi), dx, dBias: sumRows(dx) };
  });
}

/** The normal distribution: the share of it below z. */
function normal(z: Tensor2D): Tensor2D {
  return tf.mul(tf.add(tf.erf(tf.mul(z, Math.SQRT1_2)), 1), 0.5);
}
