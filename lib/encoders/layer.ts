/**
 * One transformer layer as one operation with its own gradient.
 *
 * tfjs keeps every intermediate tensor of a gradient until the outermost tidy ends. A layer that records itself as a
 * single operation keeps only what its backward pass needs, and frees that afterwards.
 *
 * Shapes: `T` packed tokens, `D` width, `F` width inside the feed-forward block.
 */
import {
  multiply,
  multiplyAdd,
  type Precision,
  sumRows,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tf,
} from "../engine/mod.ts";
import { attention, attentionGradient } from "./attention.ts";
import type { Mask, Masks } from "./dropout.ts";
import {
  FEED_FORWARD,
  feedForward,
  type FeedForwardCache,
  feedForwardGradient,
  type FeedForwardWeights,
} from "./feed_forward.ts";
import type { Plan } from "./plan.ts";

/** A layer's weights in the order of its arguments and gradients; matrices are `[out, in]`. */
const ORDER = ["qW", "qB", "kW", "kB", "vW", "vB", ...FEED_FORWARD, "positionBias"] as const;

interface LayerWeights extends FeedForwardWeights {
  /** `[D, D]`, `[D]` Of queries, keys and values. */
  qW: Tensor2D;
  qB: Tensor1D;
  kW: Tensor2D;
  kB: Tensor1D;
  vW: Tensor2D;
  vB: Tensor1D;
  positionBias?: Tensor2D;
}

export interface LayerOptions {
  heads: number;
  /** Of LayerNorm. */
  epsilon: number;
  /** MPNet's bias of each head for each bucket of distances, `[buckets, H]`; others have none. */
  positionBias?: Tensor;
  /** Number of the layer, which its dropout depends on. */
  layer: number;
  masks: Masks;
  /** Of the products with weights; attention's own are in float32. */
  precision: Precision;
}

/**
 * Runs a layer.
 *
 * @param x Hidden states, `[T, D]`.
 * @param weights Weight and bias of query, key, value, attention's output and its LayerNorm, the feed-forward
 *   block's two products, and its LayerNorm; matrices as `[out, in]`.
 * @returns Hidden states, `[T, D]`; differentiable in `x`, the weights and the position bias.
 */
export function transformerLayer(
  x: Tensor2D,
  weights: Tensor[],
  plan: Plan,
  options: LayerOptions,
): Tensor2D {
  const { positionBias } = options;
  const keep = tf.engine().isTapeOn();
  const run = tf.customGrad((...inputs) => {
    const save = inputs.pop() as unknown as (tensors: Tensor[]) => void;
    const [x, ...rest] = inputs as [Tensor2D, ...Tensor[]];
    const w = Object.fromEntries(rest.map((tensor, i) => [ORDER[i], tensor])) as unknown as LayerWeights;
    const { y, saved } = forward(x, w, plan, options, keep);
    save([x, ...saved]);
    const gradFunc = (dy: Tensor, kept: Tensor[]) => {
      const gradients = tf.tidy(() => backward(dy as Tensor2D, w, plan, options, kept));
      for (const tensor of kept) tensor.dispose();
      return gradients;
    };
    return { value: y, gradFunc };
  });
  return run(x, ...weights, ...(positionBias ? [positionBias] : [])) as Tensor2D;
}

/** Query, key and value as one `[3D, D]` matrix and one `[3D]` bias, queries scaled by 1 / sqrt(E). */
function joinedProjection({ qW, qB, kW, kB, vW, vB }: LayerWeights, scale: number): [Tensor2D, Tensor1D] {
  return [tf.concat([tf.mul(qW, scale), kW, vW], 0), tf.concat([tf.mul(qB, scale), kB, vB], 0)];
}

/** Dropout at the layer's three places. */
function layerMasks({ layer, masks }: LayerOptions) {
  return {
    attention: (group: number): Mask => masks("attention", layer, 1, group),
    feedForward: [masks("hidden", layer, 2), masks("hidden", layer, 3)] as [Mask, Mask],
  };
}

/** @param keep Whether there will be a backward pass. */
function forward(x: Tensor2D, w: LayerWeights, plan: Plan, options: LayerOptions, keep: boolean) {
  const { heads, epsilon, precision } = options;
  const masks = layerMasks(options);
  const [qkvW, qkvB] = joinedProjection(w, Math.sqrt(heads / x.shape[1]));
  const qkv = multiplyAdd(x, qkvW, qkvB, { transposeB: true, precision }); // [T, 3D]
  const { context, cache } = attention(qkv, plan, {
    heads,
    positionBias: w.positionBias,
    mask: masks.attention,
  });
  const [y, ...kept] = feedForward(context, x, w, { epsilon, precision, masks: masks.feedForward, keep });
  return { y, saved: [context, ...kept, ...cache] };
}

function backward(
  dy: Tensor2D,
  w: LayerWeights,
  plan: Plan,
  options: LayerOptions,
  [x, context, ...kept]: Tensor[],
): Tensor[] {
  const { heads, precision } = options;
  const masks = layerMasks(options);
  const fed = kept.splice(0, 5) as FeedForwardCache;
  const [dContext, dPast, ...dFeedForward] = feedForwardGradient(
    dy,
    context as Tensor2D,
    w,
    fed,
    { precision, masks: masks.feedForward },
  );
  const { dQkv, dBias } = attentionGradient(dContext as Tensor2D, {
    context: context as Tensor2D,
    cache: kept,
    plan,
    heads,
    positionBias: w.positionBias,
    mask: masks.attention,
  });
  const scale = Math.sqrt(heads / x.shape[1]!);
  const [qkvW] = joinedProjection(w, scale);
  const dx = multiplyAdd(dQkv, qkvW, dPast as Tensor2D, { precision });
  const [dqW, dkW, dvW] = tf.split(
    multiply(dQkv, x as Tensor2D, { transposeA: true, precision }),
    3,
    0,
  );
  const [dqB, dkB, dvB] = tf.split(sumRows(dQkv), 3, 0);
  return [
    dx,
    tf.mul(dqW, scale),
    tf.mul(dqB, scale),
    dkW,
    dkB,
    dvW,
    dvB,
    ...dFeedForward,
    ...(dBias ? [dBias] : []),
  ];
}
