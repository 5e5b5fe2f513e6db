/**
 * Multi-head self-attention on a packed batch, forward and backward by hand (Vaswani et al. 2017).
 *
 * With the project's custom operations each text runs by itself, without padding. Elsewhere, and with dropout of the
 * probabilities, texts of similar length run as groups.
 *
 * Shapes: `T` packed tokens, `D` width, `H` heads.
 */
import { engine, nativeOutputs, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import {
  attentionGradientInGroups,
  type AttentionGradientInputs,
  attentionInGroups,
  type AttentionOptions,
} from "./attention_groups.ts";
import { keepAll } from "./dropout.ts";
import type { Plan } from "./plan.ts";
import { relativeBucket } from "./relative_position.ts";

/**
 * softmax(q k^T + bias) v for each head and text; q is already scaled.
 *
 * @param qkv Queries, keys and values side by side, `[T, 3D]`.
 * @returns The context `[T, D]`, and what the gradient needs.
 */
export function attention(
  qkv: Tensor2D,
  plan: Plan,
  options: AttentionOptions,
): { context: Tensor2D; cache: Tensor[] } {
  if (!canUseCustomOp(options)) return attentionInGroups(qkv, plan, options);
  return tf.tidy(() => {
    const inputs = [qkv, tf.tensor1d(plan.starts, "int32"), distanceBias(plan, options)];
    const [context, sums] = nativeOutputs("KitAttention", inputs, { heads: { int: options.heads } }, 2);
    return { context: context as Tensor2D, cache: [qkv, sums] };
  });
}

/**
 * The gradient of `attention`.
 *
 * @param dContext `[T, D]`
 * @returns Gradients of `qkv [T, 3D]`, and of the position bias where there is one.
 */
export function attentionGradient(
  dContext: Tensor2D,
  inputs: AttentionGradientInputs,
): { dQkv: Tensor2D; dBias?: Tensor2D } {
  if (!canUseCustomOp(inputs)) return attentionGradientInGroups(dContext, inputs);
  const { context, plan, heads, positionBias } = inputs;
  return tf.tidy(() => {
    const [qkv, sums] = inputs.cache;
    const tensors = [
      dContext,
      context,
      sums,
      qkv,
      tf.tensor1d(plan.starts, "int32"),
      distanceBias(plan, inputs),
    ];
    const [dQkv, dBias] = nativeOutputs("KitAttentionGrad", tensors, { heads: { int: heads } }, 2);
    return {
      dQkv: dQkv as Tensor2D,
      dBias: positionBias &&
        tf.scatterND(distanceBuckets(plan).expandDims(1), tf.transpose(dBias), positionBias.shape),
    };
  });
}

function canUseCustomOp({ mask }: AttentionOptions): boolean {
  return engine.customOps && mask(0) === keepAll;
}

/** The bias of each head for each distance in the longest text: `[H, 2L - 1]`, or `[0, 0]` without one. */
function distanceBias(plan: Plan, { positionBias }: AttentionOptions): Tensor2D {
  return positionBias ? tf.transpose(tf.gather(positionBias, distanceBuckets(plan))) : tf.zeros([0, 0]);
}

function distanceBuckets({ lengths }: Plan) {
  const longest = lengths[lengths.length - 1];
  const buckets = Int32Array.from({ length: 2 * longest - 1 }, (_, i) => relativeBucket(i - longest + 1));
  return tf.tensor1d(buckets, "int32");
}
