/**
 * One transformer layer as one operation with a gradient of its own.
 *
 * tfjs keeps every intermediate of a gradient until the outermost tidy ends. A layer that records itself as a
 * single operation keeps only what its backward pass needs, and frees it as soon as that has run.
 *
 * Shapes: `T` packed tokens, `D` width, `F` width inside the feed-forward block.
 */
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import { addBias, sumRows } from "../engine/ops.ts";
import { attention, type AttentionCache, attentionGradient, onDevice } from "./attention.ts";
import { layerNorm, layerNormGradient } from "./norm.ts";
import type { Plan } from "./plan.ts";

/** A layer's weights by the checkpoint's names, in the order of its arguments and gradients. */
export const LAYER_WEIGHTS = [
  "attention.self.query.weight",
  "attention.self.query.bias",
  "attention.self.key.weight",
  "attention.self.key.bias",
  "attention.self.value.weight",
  "attention.self.value.bias",
  "attention.output.dense.weight",
  "attention.output.dense.bias",
  "attention.output.LayerNorm.weight",
  "attention.output.LayerNorm.bias",
  "intermediate.dense.weight",
  "intermediate.dense.bias",
  "output.dense.weight",
  "output.dense.bias",
  "output.LayerNorm.weight",
  "output.LayerNorm.bias",
] as const;

export interface LayerOptions {
  heads: number;
  epsilon: number;
}

type Weights = [
  Tensor2D,
  Tensor1D,
  Tensor2D,
  Tensor1D,
  Tensor2D,
  Tensor1D,
  Tensor2D,
  Tensor1D,
  Tensor1D,
  Tensor1D,
  Tensor2D,
  Tensor1D,
  Tensor2D,
  Tensor1D,
  Tensor1D,
  Tensor1D,
];

/**
 * Runs a layer.
 *
 * @param x Hidden states, `[T, D]`.
 * @param weights In the order of `LAYER_WEIGHTS`; matrices as `[out, in]`.
 * @returns Hidden states, `[T, D]`.
 */
export function transformerLayer(
  x: Tensor2D,
  weights: Tensor[],
  plan: Plan,
  options: LayerOptions,
): Tensor2D {
  const { heads, epsilon } = options;
  const run = tf.customGrad((...inputs) => {
    const save = inputs.pop() as unknown as (tensors: Tensor[]) => void;
    const [x, ...w] = inputs as [Tensor2D, ...Weights];
    const { y, saved } = forward(x, w, plan, heads, epsilon);
    save([x, ...saved]);
    const gradFunc = (dy: Tensor, kept: Tensor[]) => {
      const gradients = tf.tidy(() => backward(dy as Tensor2D, w, plan, heads, kept));
      for (const tensor of kept) tensor.dispose();
      return gradients;
    };
    return { value: y, gradFunc };
  });
  return run(x, ...weights) as Tensor2D;
}

/** Query, key and value as one `[3D, D]` matrix and one `[3D]` bias, queries scaled by 1 / sqrt(E). */
function joinedProjection([qW, qB, kW, kB, vW, vB]: Weights, scale: number): [Tensor2D, Tensor1D] {
  return [tf.concat([tf.mul(qW, scale), kW, vW], 0), tf.concat([tf.mul(qB, scale), kB, vB], 0)];
}

function forward(x: Tensor2D, w: Weights, plan: Plan, heads: number, epsilon: number) {
  const scale = Math.sqrt(heads / x.shape[1]);
  const [, , , , , , oW, oB, g1, b1, iW, iB, fW, fB, g2, b2] = w;
  const [qkvW, qkvB] = joinedProjection(w, scale);
  const qkv = addBias(tf.matMul(x, qkvW, false, true), qkvB); // [T, 3D]
  const { context, cache } = attention(qkv, onDevice(plan), heads);
  const attended = addBias(tf.matMul(context, oW, false, true), oB);
  const first = layerNorm(tf.add(attended, x), g1, b1, epsilon);

  // gelu(h) = h / 2 * (1 + erf(h / sqrt 2)) (Hendrycks & Gimpel 2016). With u = h / sqrt 2 it is
  // u * (1 + erf u) / sqrt 2; the factors go into the matrices, which are smaller than the activations.
  const u = addBias(tf.matMul(first.y, tf.mul(iW, Math.SQRT1_2), false, true), tf.mul(iB, Math.SQRT1_2)); // [T, F]
  const onePlusErf = tf.add(tf.erf(u), 1) as Tensor2D;
  const activated = tf.mul(u, onePlusErf) as Tensor2D;
  const fed = addBias(tf.matMul(activated, tf.mul(fW, Math.SQRT1_2), false, true), fB);
  const second = layerNorm(tf.add(fed, first.y), g2, b2, epsilon);
  return {
    y: second.y,
    saved: [
      context,
      first.y,
      first.standard,
      first.scale,
      u,
      onePlusErf,
      activated,
      second.standard,
      second.scale,
      ...cache,
    ],
  };
}

function backward(dy: Tensor2D, w: Weights, plan: Plan, heads: number, kept: Tensor[]) {
  const [x, context, normed, standard1, scale1, u, onePlusErf, activated, standard2, scale2] =
    kept as Tensor2D[];
  const cache = kept.slice(10) as AttentionCache;
  const scale = Math.sqrt(heads / x.shape[1]);
  const [, , , , , , oW, , g1, , iW, , fW, , g2] = w;

  const second = layerNormGradient(dy, { standard: standard2, scale: scale2 }, g2);
  const dFed = second.dx; // also flows past the block
  const dfB = sumRows(dFed);
  const dfW = tf.mul(tf.matMul(dFed, activated, true, false), Math.SQRT1_2);
  const dActivated = tf.matMul(dFed, tf.mul(fW, Math.SQRT1_2) as Tensor2D); // [T, F]
  // d(u * (1 + erf u)) / du = 1 + erf u + u * 2 / sqrt(pi) * exp(-u^2)
  const dU = tf.tidy(() => {
    const bell = tf.exp(tf.sub(Math.log(2 / Math.sqrt(Math.PI)), tf.square(u)));
    return tf.mul(dActivated, tf.add(onePlusErf, tf.mul(u, bell))) as Tensor2D;
  });
  dActivated.dispose();
  const diB = tf.mul(sumRows(dU), Math.SQRT1_2);
  const diW = tf.mul(tf.matMul(dU, normed, true, false), Math.SQRT1_2);
  const dNormed = tf.add(dFed, tf.matMul(dU, tf.mul(iW, Math.SQRT1_2) as Tensor2D)) as Tensor2D;
  dU.dispose();

  const first = layerNormGradient(dNormed, { standard: standard1, scale: scale1 }, g1);
  const dAttended = first.dx;
  const doB = sumRows(dAttended);
  const doW = tf.matMul(dAttended, context, true, false);
  const dContext: Tensor2D = tf.matMul(dAttended, oW);
  const dQkv = attentionGradient(dContext, cache, onDevice(plan)); // [T, 3D]
  const [qkvW] = joinedProjection(w, scale);
  const dx = tf.add(dAttended, tf.matMul(dQkv, qkvW));
  const [dqW, dkW, dvW] = tf.split(tf.matMul(dQkv, x, true, false), 3, 0);
  const [dqB, dkB, dvB] = tf.split(sumRows(dQkv), 3, 0);
  return [
    dx,
    tf.mul(dqW, scale),
    tf.mul(dqB, scale),
    dkW,
    dkB,
    dvW,
    dvB,
    doW,
    doB,
    first.dGamma,
    first.dBeta,
    diW,
    diB,
    dfW,
    dfB,
    second.dGamma,
    second.dBeta,
  ];
}
