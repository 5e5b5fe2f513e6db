/**
 * LayerNorm over rows, forward and backward by hand.
 *
 * Shapes: `N` rows, `D` columns.
 * y = (x - mean(x)) / sqrt(var(x) + eps) * gamma + beta (Ba et al. 2016)
 */
import { type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import { addBias, sumRows } from "../engine/ops.ts";

export interface Normed {
  /** `[N, D]` */
  y: Tensor2D;
  /** The standardised rows, `[N, D]`. */
  standard: Tensor2D;
  /** One over each row's standard deviation, `[N, 1]`. */
  scale: Tensor2D;
}

/** Normalises the rows of `x [N, D]`. */
export function layerNorm(x: Tensor2D, gamma: Tensor1D, beta: Tensor1D, epsilon: number): Normed {
  const centred = tf.sub(x, tf.mean(x, 1, true)) as Tensor2D;
  const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon)) as Tensor2D;
  const standard = tf.mul(centred, scale) as Tensor2D;
  centred.dispose();
  return { y: addBias(tf.mul(standard, gamma), beta), standard, scale };
}

/**
 * The gradients of a LayerNorm.
 *
 * @param dy Gradient of the output, `[N, D]`.
 * @returns Gradients of `x [N, D]`, `gamma [D]`, `beta [D]`.
 */
export function layerNormGradient(
  dy: Tensor2D,
  { standard, scale }: Omit<Normed, "y">,
  gamma: Tensor1D,
): { dx: Tensor2D; dGamma: Tensor1D; dBeta: Tensor1D } {
  return tf.tidy(() => {
    // dx = scale * (g - mean(g) - standard * mean(g * standard)) with g = dy * gamma;
    // the means over a row are products with gamma / D.
    const share = tf.div(gamma, gamma.size).as2D(gamma.size, 1);
    const along = tf.mul(dy, standard) as Tensor2D;
    const inner = tf.sub(tf.mul(dy, gamma), tf.mul(standard, tf.matMul(along, share)));
    const dx = tf.mul(scale, tf.sub(inner, tf.matMul(dy, share))) as Tensor2D;
    return { dx, dGamma: sumRows(along), dBeta: sumRows(dy) };
  });
}
