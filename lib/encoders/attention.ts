/**
 * Multi-head self-attention on a packed batch, forward and backward by hand (Vaswani et al. 2017).
 *
 * With the kit's own kernels each text is attended to by itself, padding nothing; elsewhere, and where probabilities
 * are dropped out, texts run in groups of like length.
 *
 * Shapes: `T` packed tokens, `D` width, `H` heads.
 */
import { engine, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { nativeOutputs } from "../engine/native.ts";
import { attentionGradientInGroups, attentionInGroups } from "./attention_groups.ts";
import { keepAll, type Mask } from "./dropout.ts";
import type { Plan } from "./plan.ts";
import { relativeBucket } from "./relative_position.ts";

export interface AttentionOptions {
  heads: number;
  /** MPNet's bias of each head for each bucket of distances, `[buckets, H]`. */
  positionBias?: Tensor2D;
  /** Dropout of the probabilities of a group. */
  mask: (group: number) => Mask;
}

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
  if (!hasKernel(options)) return attentionInGroups(qkv, plan, options);
  return tf.tidy(() => {
    const inputs = [qkv, startsOf(plan), distanceBias(plan, options)];
    const [context, sums] = nativeOutputs("KitAttention", inputs, { heads: { int: options.heads } }, 2);
    return { context: context as Tensor2D, cache: [qkv, sums] };
  });
}

/** What `attention` was given and gave. */
export interface AttentionGradientInputs extends AttentionOptions {
  /** `[T, D]` */
  context: Tensor2D;
  cache: Tensor[];
  plan: Plan;
}

/**
 * The gradient of `attention`.
 *
 * @param dContext `[T, D]`
 * @returns Gradients of `qkv [T, 3D]`, and of the position bias where there is one.
 */
export function attentionGradient(
  dContext: Tensor2D,
  given: AttentionGradientInputs,
): { dQkv: Tensor2D; dBias?: Tensor2D } {
  if (!hasKernel(given)) return attentionGradientInGroups(dContext, given);
  const { context, plan, heads, positionBias } = given;
  return tf.tidy(() => {
    const [qkv, sums] = given.cache;
    const inputs = [dContext, context, sums, qkv, startsOf(plan), distanceBias(plan, given)];
    const [dQkv, dBias] = nativeOutputs("KitAttentionGrad", inputs, { heads: { int: heads } }, 2);
    return {
      dQkv: dQkv as Tensor2D,
      dBias: positionBias &&
        tf.scatterND(distanceBuckets(plan).expandDims(1), tf.transpose(dBias), positionBias.shape),
    };
  });
}

function hasKernel({ mask }: AttentionOptions): boolean {
  return engine.kernels && mask(0) === keepAll;
}

/** The first token of each text, and the number of all. */
function startsOf({ lengths }: Plan): Tensor {
  const starts = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => starts[i + 1] = starts[i] + length);
  return tf.tensor1d(starts, "int32");
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
