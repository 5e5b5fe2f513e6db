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
import { gelu, geluGradient } from "./gelu.ts";
import { type Addends, layerNorm, layerNormGradient } from "./norm.ts";

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

/** What the gradient of a block needs, besides its context; the rest is cheaper to compute again than to keep. */
export type FeedForwardCache = [
  standard1: Tensor2D,
  scale1: Tensor2D,
  inner: Tensor2D,
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
 * @returns The layer's output `[N, D]`, then what the gradient needs.
 */
export function feedForward(
  context: Tensor2D,
  x: Tensor2D,
  w: FeedForwardWeights,
  { epsilon, masks }: FeedForwardOptions,
): [y: Tensor2D, ...FeedForwardCache] {
  return tf.tidy(() => {
    const attended: Addends = {
      x: tf.matMul(context, w.oW, false, true),
      bias: w.oB,
      mask: masks[0],
      residual: x,
    };
    const first = layerNorm(attended, { gamma: w.gamma1, beta: w.beta1, epsilon });
    const inner: Tensor2D = tf.matMul(first.y, w.iW, false, true); // [N, F]
    const product: Tensor2D = tf.matMul(gelu(inner, w.iB), w.fW, false, true);
    const fed: Addends = { x: product, bias: w.fB, mask: masks[1], residual: first.y };
    const second = layerNorm(fed, { gamma: w.gamma2, beta: w.beta2, epsilon });
    return [second.y, first.standard, first.scale, inner, second.standard, second.scale];
  });
}

/**
 * The gradients of a block.
 *
 * @param dy Gradient of the output, `[N, D]`.
 * @returns Gradients of `context` and `x`, `[N, D]`, then of the weights in the order of `FEED_FORWARD`.
 */
export function feedForwardGradient(
  dy: Tensor2D,
  context: Tensor2D,
  w: FeedForwardWeights,
  [standard1, scale1, inner, standard2, scale2]: FeedForwardCache,
  masks: FeedForwardOptions["masks"],
): Tensor[] {
  return tf.tidy(() => {
    const second = layerNormGradient(dy, { standard: standard2, scale: scale2 }, w.gamma2);
    const dFed = masks[1](second.dSum);
    const grown = geluGradient(inner, w.iB, tf.matMul(dFed, w.fW));
    const dN = tf.add(second.dSum, tf.matMul(grown.dx, w.iW)) as Tensor2D;
    const first = layerNormGradient(dN, { standard: standard1, scale: scale1 }, w.gamma1);
    const dAttended = masks[0](first.dSum);
    const n = addBias(tf.mul(standard1, w.gamma1), w.beta1);
    return [
      tf.matMul(dAttended, w.oW),
      first.dSum,
      tf.matMul(dAttended, context, true, false),
      sumRows(dAttended),
      first.dGamma,
      first.dBeta,
      tf.matMul(grown.dx, n, true, false),
      grown.dBias,
      tf.matMul(dFed, grown.y, true, false),
      sumRows(dFed),
      second.dGamma,
      second.dBeta,
    ];
  });
}
