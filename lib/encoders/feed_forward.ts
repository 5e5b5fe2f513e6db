/**
 * The part of a layer after attention, which works on each token by itself, with its gradient by hand:
 *
 *     n = LayerNorm(x + O context),  y = LayerNorm(n + W2 gelu(W1 n))
 *
 * The project's custom operation takes a few rows through all steps, so that they stay in the processor's cache.
 * Elsewhere, with dropout, and in bfloat16, each step runs on all rows.
 *
 * Shapes: `N` rows, `D` width, `F` width inside the feed-forward block.
 */
import {
  addBias,
  engine,
  multiply,
  nativeOutputs,
  type Precision,
  sumRows,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tf,
} from "../engine/mod.ts";
import { keepAll, type Mask } from "./dropout.ts";
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

/** The order of the weights, and of their gradients. */
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

/** What the gradient needs besides the context. The rest is cheaper to compute again than to keep. */
export type FeedForwardCache = [
  standard1: Tensor2D,
  scale1: Tensor2D,
  inner: Tensor2D,
  standard2: Tensor2D,
  scale2: Tensor2D,
];

export interface FeedForwardOptions {
  /** Of LayerNorm. */
  epsilon: number;
  /** Dropout of attention's output, and of the feed-forward products'. */
  masks: [attended: Mask, fed: Mask];
  /** Of the products. */
  precision: Precision;
  /** Whether there will be a gradient. If not, what it needs may have no rows. */
  keep: boolean;
}

/**
 * Runs the feed-forward part of a layer.
 *
 * @param context The output of attention, `[N, D]`.
 * @param x The layer's input, `[N, D]`.
 * @returns The layer's output `[N, D]`, then what the gradient needs.
 */
export function feedForward(
  context: Tensor2D,
  x: Tensor2D,
  w: FeedForwardWeights,
  { epsilon, masks, precision, keep }: FeedForwardOptions,
): [y: Tensor2D, ...FeedForwardCache] {
  if (canUseCustomOp({ masks, precision })) {
    const inputs = [context, x, ...FEED_FORWARD.map((name) => w[name])];
    const attributes = { epsilon: { float: epsilon }, keep: { int: Number(keep) } };
    return nativeOutputs("KitFeedForward", inputs, attributes, 6) as [Tensor2D, ...FeedForwardCache];
  }
  const times = (x: Tensor2D, weights: Tensor2D) => multiply(x, weights, { transposeB: true, precision });
  return tf.tidy(() => {
    const attended: Addends = {
      x: times(context, w.oW),
      bias: w.oB,
      mask: masks[0],
      residual: x,
    };
    const first = layerNorm(attended, { gamma: w.gamma1, beta: w.beta1, epsilon });
    const inner = times(first.y, w.iW); // [N, F]
    const fed: Addends = { x: times(gelu(inner, w.iB), w.fW), bias: w.fB, mask: masks[1], residual: first.y };
    const second = layerNorm(fed, { gamma: w.gamma2, beta: w.beta2, epsilon });
    return [second.y, first.standard, first.scale, inner, second.standard, second.scale];
  });
}

/**
 * The gradients of `feedForward`.
 *
 * @param dy Gradient of the output, `[N, D]`.
 * @returns Gradients of `context` and `x`, `[N, D]`, then of the weights in the order of `FEED_FORWARD`.
 */
export function feedForwardGradient(
  dy: Tensor2D,
  context: Tensor2D,
  w: FeedForwardWeights,
  kept: FeedForwardCache,
  { masks, precision }: Pick<FeedForwardOptions, "masks" | "precision">,
): Tensor[] {
  const times = (x: Tensor2D, weights: Tensor2D) => multiply(x, weights, { precision });
  const gradientOfWeights = (d: Tensor2D, x: Tensor2D) => multiply(d, x, { transposeA: true, precision });
  return tf.tidy(() => {
    if (canUseCustomOp({ masks, precision })) {
      const weights = [w.oW, w.gamma1, w.beta1, w.iW, w.iB, w.fW, w.gamma2];
      const outputs = nativeOutputs("KitFeedForwardGrad", [dy, ...kept, ...weights], {}, 13);
      const [dContext, dX, dFed, dInner, n, activated] = outputs as Tensor2D[];
      const [dOB, dGamma1, dBeta1, dIB, dFB, dGamma2, dBeta2] = outputs.slice(6);
      const [dOW, dIW, dFW] = [[dX, context], [dInner, n], [dFed, activated]].map(([d, x]) =>
        gradientOfWeights(d, x)
      );
      return [dContext, dX, dOW, dOB, dGamma1, dBeta1, dIW, dIB, dFW, dFB, dGamma2, dBeta2];
    }
    const [standard1, scale1, inner, standard2, scale2] = kept;
    const second = layerNormGradient(dy, { standard: standard2, scale: scale2 }, w.gamma2);
    const dFed = masks[1](second.dSum);
    const activated = geluGradient(inner, w.iB, times(dFed, w.fW));
    const dN = tf.add(second.dSum, times(activated.dx, w.iW)) as Tensor2D;
    const first = layerNormGradient(dN, { standard: standard1, scale: scale1 }, w.gamma1);
    const dAttended = masks[0](first.dSum);
    const n = addBias(tf.mul(standard1, w.gamma1), w.beta1);
    return [
      times(dAttended, w.oW),
      first.dSum,
      gradientOfWeights(dAttended, context),
      sumRows(dAttended),
      first.dGamma,
      first.dBeta,
      gradientOfWeights(activated.dx, n),
      activated.dBias,
      gradientOfWeights(dFed, activated.y),
      sumRows(dFed),
      second.dGamma,
      second.dBeta,
    ];
  });
}

function canUseCustomOp(
  { masks, precision }: Pick<FeedForwardOptions, "masks" | "precision">,
): boolean {
  return engine.customProducts && precision === "float32" && masks.every((mask) => mask === keepAll);
}
