/**
 * What a layer does to each token by itself once attention has mixed them, forward and backward by hand:
 *
 *     n = LayerNorm(x + O context),  y = LayerNorm(n + W2 gelu(W1 n))
 *
 * Rows do not meet here, so the layer runs it on blocks of rows that stay in the processor's cache.
 *
 * Shapes: `N` rows of a block, `D` width, `F` width inside the feed-forward block.
 */
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import { addBias, sumRows } from "../engine/ops.ts";
import type { Mask } from "./dropout.ts";
import { layerNorm, layerNormGradient } from "./norm.ts";

/** Weights of this part of a layer; matrices are `[out, in]`. */
export interface FeedForwardWeights {
  /** `[D, D]`, `[D]` Of attention's output. */
  oW: Tensor2D;
  oB: Tensor1D;
  /** `[D]` Of the first LayerNorm. */
  gamma1: Tensor1D;
  beta1: Tensor1D;
  /** `[F, D]`, `[F]` */
  iW: Tensor2D;
  iB: Tensor1D;
  /** `[D, F]`, `[D]` */
  fW: Tensor2D;
  fB: Tensor1D;
  /** `[D]` Of the second LayerNorm. */
  gamma2: Tensor1D;
  beta2: Tensor1D;
}

/** The order of the weights' gradients. */
export const FEED_FORWARD = [
  "oW",
  "oB",
  "gamma1",
  "beta1",
  "iW",
  "iB",
  "fW",
  "fB",
  "gamma2",
  "beta2",
] as const;

/**
 * The same weights with gelu's factors in the matrices, which are smaller than the activations:
 * gelu(h) = h / 2 * (1 + erf(h / sqrt 2)) (Hendrycks & Gimpel 2016) is u * (1 + erf u) / sqrt 2 of u = h / sqrt 2.
 */
export function foldGelu(w: FeedForwardWeights): FeedForwardWeights {
  return {
    ...w,
    iW: tf.mul(w.iW, Math.SQRT1_2),
    iB: tf.mul(w.iB, Math.SQRT1_2),
    fW: tf.mul(w.fW, Math.SQRT1_2),
  };
}

/** What the gradient of a block needs, besides its context; the rest is cheaper to compute again than to keep. */
export type FeedForwardCache = [
  standard1: Tensor2D,
  scale1: Tensor2D,
  u: Tensor2D,
  standard2: Tensor2D,
  scale2: Tensor2D,
];

/** What a block is run with. */
export interface FeedForwardOptions {
  /** Of LayerNorm. */
  epsilon: number;
  /** Dropout of attention's output, and of the feed-forward products'. */
  masks: [attended: Mask, fed: Mask];
}

/**
 * Runs a block.
 *
 * @param context What attention gave, `[N, D]`.
 * @param x The layer's input, `[N, D]`.
 * @param w As `foldGelu` returns them.
 * @returns The layer's output `[N, D]`, then what the gradient needs.
 */
export function feedForward(
  context: Tensor2D,
  x: Tensor2D,
  w: FeedForwardWeights,
  { epsilon, masks }: FeedForwardOptions,
): [y: Tensor2D, ...FeedForwardCache] {
  return tf.tidy(() => {
    const attended = addBias(tf.matMul(context, w.oW, false, true), w.oB);
    const first = layerNorm(tf.add(masks[0](attended), x), w.gamma1, w.beta1, epsilon);
    const u = addBias(tf.matMul(first.y, w.iW, false, true), w.iB); // [N, F]
    const fed = addBias(tf.matMul(tf.mul(u, onePlusErf(u)) as Tensor2D, w.fW, false, true), w.fB);
    const second = layerNorm(tf.add(masks[1](fed), first.y), w.gamma2, w.beta2, epsilon);
    return [second.y, first.standard, first.scale, u, second.standard, second.scale];
  });
}

/**
 * The gradients of a block.
 *
 * @param dy Gradient of the output, `[N, D]`.
 * @returns Gradients of `context` and `x`, `[N, D]`, then of the weights in the order of `FEED_FORWARD`, those of the
 *   folded weights `iW`, `iB` and `fW` still without gelu's factor.
 */
export function feedForwardGradient(
  dy: Tensor2D,
  context: Tensor2D,
  w: FeedForwardWeights,
  [standard1, scale1, u, standard2, scale2]: FeedForwardCache,
  masks: FeedForwardOptions["masks"],
): Tensor[] {
  return tf.tidy(() => {
    const second = layerNormGradient(dy, { standard: standard2, scale: scale2 }, w.gamma2);
    const dFed = masks[1](second.dx);
    const [dU, dfW] = tf.tidy(() => {
      const grown = onePlusErf(u);
      const dW = tf.matMul(dFed, tf.mul(u, grown) as Tensor2D, true, false);
      // d(u * (1 + erf u)) / du = 1 + erf u + u * 2 / sqrt(pi) * exp(-u^2)
      const bell = tf.exp(tf.sub(Math.log(2 / Math.sqrt(Math.PI)), tf.square(u)));
      return [tf.mul(tf.matMul(dFed, w.fW), tf.add(grown, tf.mul(u, bell))) as Tensor2D, dW];
    });
    const dN = tf.add(second.dx, tf.matMul(dU, w.iW)) as Tensor2D;
    const first = layerNormGradient(dN, { standard: standard1, scale: scale1 }, w.gamma1);
    const dAttended = masks[0](first.dx);
    const n = addBias(tf.mul(standard1, w.gamma1), w.beta1);
    return [
      tf.matMul(dAttended, w.oW),
      first.dx,
      tf.matMul(dAttended, context, true, false),
      sumRows(dAttended),
      first.dGamma,
      first.dBeta,
      tf.matMul(dU, n, true, false),
      sumRows(dU),
      dfW,
      sumRows(dFed),
      second.dGamma,
      second.dBeta,
    ];
  });
}

function onePlusErf(u: Tensor2D): Tensor2D {
  return tf.add(tf.erf(u), 1);
}
