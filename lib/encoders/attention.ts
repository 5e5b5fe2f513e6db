/**
 * Multi-head self-attention on a packed batch, forward and backward by hand (Vaswani et al. 2017).
 *
 * Shapes: `T` packed tokens, `D` width, `H` heads, `E = D / H`; in a group `b` texts of at most `L` tokens.
 */
import { type Tensor1D, type Tensor2D, type Tensor4D, tf } from "../engine/mod.ts";
import type { Group, Plan } from "./plan.ts";

/** A plan whose indices are tensors; `real` is 1 at tokens and 0 at padding, `[b * L, 1]`. */
export interface DevicePlan {
  groups: (Group & { index?: Tensor1D; bias?: Tensor4D; real?: Tensor2D })[];
  cells?: Tensor1D;
}

/** Puts a plan's indices on the engine; they live in the caller's tidy. */
export function onDevice(plan: Plan): DevicePlan {
  return {
    groups: plan.groups.map((group) => ({
      ...group,
      index: group.padded && tf.tensor1d(group.padded, "int32"),
      bias: group.mask && tf.tensor4d(group.mask, [group.texts, 1, 1, group.length]),
      real: group.mask && tf.tensor2d(group.mask.map((m) => m === 0 ? 1 : 0), [group.mask.length, 1]),
    })),
    cells: plan.unpadded && tf.tensor1d(plan.unpadded, "int32"),
  };
}

/** Four tensors for each group, in order: q, k, v `[b, H, L, E]` and probabilities `[b, H, L, L]`. */
export type AttentionCache = Tensor4D[];

/**
 * softmax(q k^T) v for each head and text; q is already scaled.
 *
 * @param qkv Queries, keys and values side by side, `[T, 3D]`.
 * @returns The context `[T, D]`, and what the gradient needs.
 */
export function attention(
  qkv: Tensor2D,
  plan: DevicePlan,
  heads: number,
): { context: Tensor2D; cache: AttentionCache } {
  const width = qkv.shape[1] / 3;
  const cache: AttentionCache = [];
  const contexts = plan.groups.map((group) => {
    const rows = rectangle(qkv, group);
    const byHead = split(rows, group, 3 * heads); // [b, 3H, L, E]
    const [q, k, v] = tf.split(byHead, 3, 1) as Tensor4D[];
    let scores = tf.matMul(q, k, false, true) as Tensor4D; // [b, H, L, L]
    if (group.bias) scores = tf.add(scores, group.bias);
    const probabilities = tf.softmax(scores) as Tensor4D;
    cache.push(q, k, v, probabilities);
    return merge(tf.matMul(probabilities, v) as Tensor4D, group, width);
  });
  return { context: pack(contexts, plan), cache };
}

/**
 * The gradient of `attention`.
 *
 * @param dContext `[T, D]`
 * @returns Gradient of `qkv`, `[T, 3D]`.
 */
export function attentionGradient(dContext: Tensor2D, cache: AttentionCache, plan: DevicePlan): Tensor2D {
  return tf.tidy(() => {
    const width = dContext.shape[1];
    const gradients = plan.groups.map((group, g) => {
      const [q, k, v, probabilities] = cache.slice(4 * g, 4 * g + 4);
      let rows = rectangle(dContext, group);
      if (group.real) rows = tf.mul(rows, group.real); // padding repeats a token, which must not count twice
      const dO = split(rows, group, q.shape[1]); // [b, H, L, E]
      const dV = tf.matMul(probabilities, dO, true, false);
      const dP = tf.matMul(dO, v, false, true);
      // Softmax: dS = P * (dP - sum(dP * P))
      const weighted = tf.mul(dP, probabilities);
      const dS = tf.sub(weighted, tf.mul(probabilities, tf.sum(weighted, -1, true)));
      const dQ = tf.matMul(dS, k);
      const dK = tf.matMul(dS, q, true, false);
      return merge(tf.concat([dQ, dK, dV], 1) as Tensor4D, group, 3 * width);
    });
    return pack(gradients, plan);
  });
}

/** The group's rows of a packed tensor, padded where it has padding: `[T, W]` to `[b * L, W]`. */
function rectangle(packed: Tensor2D, group: DevicePlan["groups"][number]): Tensor2D {
  if (group.index) return tf.gather(packed, group.index);
  return tf.slice(packed, [group.start, 0], [group.texts * group.length, packed.shape[1]]);
}

/** `[b * L, W]` to `[b, heads, L, W / heads]`. */
function split(rows: Tensor2D, group: Group, heads: number): Tensor4D {
  return tf.transpose(rows.reshape([group.texts, group.length, heads, rows.shape[1] / heads]), [0, 2, 1, 3]);
}

/** `[b, heads, L, E]` to `[b * L, width]`. */
function merge(byHead: Tensor4D, group: Group, width: number): Tensor2D {
  return tf.transpose(byHead, [0, 2, 1, 3]).reshape([group.texts * group.length, width]);
}

/** The groups' rectangles as one packed tensor, padding left out. */
function pack(rectangles: Tensor2D[], plan: DevicePlan): Tensor2D {
  const all = rectangles.length > 1 ? tf.concat(rectangles, 0) : rectangles[0];
  return plan.cells ? tf.gather(all, plan.cells) : all;
}
