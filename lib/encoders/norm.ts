/**
 * LayerNorm of a sum, forward and backward by hand.
 *
 * Shapes: `N` rows, `D` columns.
 * s = mask(x + bias) + residual, y = (s - mean(s)) / sqrt(var(s) + eps) * gamma + beta (Ba et al. 2016)
 */
import { addBias, engine, nativeOutputs, sumRows, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import { keepAll, type Mask } from "./dropout.ts";

export interface Addends {
  /** `[N, D]` */
  x: Tensor2D;
  /** `[D]` */
  bias: Tensor1D;
  /** Dropout of their sum; default none. */
  mask?: Mask;
  /** `[N, D]` */
  residual: Tensor2D;
}

export interface NormOptions {
  /** `[D]` */
  gamma: Tensor1D;
  /** `[D]` */
  beta: Tensor1D;
  epsilon: number;
}

export interface Normed {
  /** `[N, D]` */
  y: Tensor2D;
  /** The standardised rows, `[N, D]`. */
  standard: Tensor2D;
  /** One over each row's standard deviation, `[N, 1]`. */
  scale: Tensor2D;
}

/** Normalises the rows of the sum. */
export function layerNorm(
  { x, bias, mask = keepAll, residual }: Addends,
  { gamma, beta, epsilon }: NormOptions,
): Normed {
  if (engine.customOps && mask === keepAll) {
    const inputs = [x, bias, residual, gamma, beta];
    const outputs = nativeOutputs("KitNorm", inputs, { epsilon: { float: epsilon } }, 3);
    const [y, standard, scale] = outputs as Tensor2D[];
    return { y, standard, scale };
  }
  return tf.tidy(() => {
    const sum = tf.add(mask(addBias(x, bias)), residual);
    const centred = tf.sub(sum, tf.mean(sum, 1, true)) as Tensor2D;
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon)) as Tensor2D;
    const standard = tf.mul(centred, scale) as Tensor2D;
    return { y: addBias(tf.mul(standard, gamma), beta), standard, scale };
  });
}

/**
 * The gradients of a LayerNorm.
 *
 * @param dy Gradient of the output, `[N, D]`.
 * @returns Gradients of the sum `[N, D]`, of `gamma [D]` and of `beta [D]`.
 */
export function layerNormGradient(
  dy: Tensor2D,
  { standard, scale }: Omit<Normed, "y">,
  gamma: Tensor1D,
): { dSum: Tensor2D; dGamma: Tensor1D; dBeta: Tensor1D } {
  if (engine.customOps) {
    const [dSum, dGamma, dBeta] = nativeOutputs("KitNormGrad", [dy, standard, scale, gamma], {}, 3);
    return { dSum: dSum as Tensor2D, dGamma: dGamma as Tensor1D, dBeta: dBeta as Tensor1D };
  }
  return tf.tidy(() => {
    // scale * (g - mean(g) - standard * mean(g * standard)) with g = dy * gamma;
    // the means over a row are products with gamma / D.
    const share = tf.div(gamma, gamma.size).as2D(gamma.size, 1);
    const along = tf.mul(dy, standard) as Tensor2D;
    const inner = tf.sub(tf.mul(dy, gamma), tf.mul(standard, tf.matMul(along, share)));
    const dSum = tf.mul(scale, tf.sub(inner, tf.matMul(dy, share))) as Tensor2D;
    return { dSum, dGamma: sumRows(along), dBeta: sumRows(dy) };
  });
}
