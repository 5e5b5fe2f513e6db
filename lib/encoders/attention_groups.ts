/**
 * Attention by operations that every engine has: texts of similar length as a group, padded to the longest.
 *
 * Shapes: `T` packed tokens, `D` width, `H` heads, `E = D / H`; in a group `b` texts of at most `L` tokens.
 */
import {
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  type Tensor5D,
  tf,
} from "../engine/mod.ts";
import type { Mask } from "./dropout.ts";
import type { Group, Plan } from "./plan.ts";
import { relativeBucket } from "./relative_position.ts";

export interface AttentionOptions {
  heads: number;
  /** MPNet's bias of each head for each bucket of distances, `[buckets, H]`. */
  positionBias?: Tensor2D;
  /** Dropout of the probabilities of a group. */
  mask: (group: number) => Mask;
}

/** The arguments and results of `attention` that its gradient needs. */
export interface AttentionGradientInputs extends AttentionOptions {
  /** `[T, D]` */
  context: Tensor2D;
  cache: Tensor[];
  plan: Plan;
}

/** A plan whose indices are tensors; `real` is 1 at tokens and 0 at padding, `[b * L, 1]`. */
interface DevicePlan {
  groups: (Group & { index?: Tensor1D; mask4d?: Tensor4D; real?: Tensor2D })[];
  cells?: Tensor1D;
}

/** Puts a plan's indices on the engine; they live in the caller's tidy. */
function onDevice(plan: Plan): DevicePlan {
  return {
    groups: plan.groups.map((group) => ({
      ...group,
      index: group.padded && tf.tensor1d(group.padded, "int32"),
      mask4d: group.mask && tf.tensor4d(group.mask, [group.texts, 1, 1, group.length]),
      real: group.mask && tf.tensor2d(group.mask.map((m) => m === 0 ? 1 : 0), [group.mask.length, 1]),
    })),
    cells: plan.unpadded && tf.tensor1d(plan.unpadded, "int32"),
  };
}

/** `attention`; the cache holds for each group, in order, q, k, v `[b, H, L, E]` and probabilities `[b, H, L, L]`. */
export function attentionInGroups(
  qkv: Tensor2D,
  onHost: Plan,
  { heads, positionBias, mask }: AttentionOptions,
): { context: Tensor2D; cache: Tensor4D[] } {
  const plan = onDevice(onHost);
  const width = qkv.shape[1] / 3;
  const attend = (group: DevicePlan["groups"][number], g: number): [Tensor2D, ...Tensor4D[]] => {
    const { texts, length } = group;
    const byHead = tf.transpose(
      rectangle(qkv, group).reshape([texts, length, 3, heads, width / heads]) as Tensor5D,
      [2, 0, 3, 1, 4],
    );
    const [q, k, v] = tf.unstack(byHead) as Tensor4D[]; // [b, H, L, E]
    let scores = tf.matMul(q, k, false, true) as Tensor4D; // [b, H, L, L]
    if (group.mask4d) scores = tf.add(scores, group.mask4d);
    if (positionBias) scores = tf.add(scores, biasOf(positionBias, length));
    const probabilities = tf.softmax(scores) as Tensor4D;
    const byToken = tf.transpose(tf.matMul(mask(g)(probabilities), v) as Tensor4D, [0, 2, 1, 3]); // [b, L, H, E]
    return [byToken.reshape([texts * length, width]), q, k, v, probabilities];
  };
  const attended = plan.groups.map((group, g) => tf.tidy(() => attend(group, g)));
  return {
    context: pack(attended.map(([rows]) => rows), plan),
    cache: attended.flatMap(([, ...cache]) => cache),
  };
}

/** `attentionGradient`. */
export function attentionGradientInGroups(
  dContext: Tensor2D,
  { context, cache, plan: onHost, heads, positionBias, mask }: AttentionGradientInputs,
): { dQkv: Tensor2D; dBias?: Tensor2D } {
  const plan = onDevice(onHost);
  const [tokens, width] = context.shape;
  // Softmax: dS = P * (dP - sum(dP * P)), and that sum is dO's product with the context (Dao et al. 2022).
  const sums = tf.sum(tf.mul(dContext, context).reshape([tokens, heads, width / heads]), 2) as Tensor2D; // [T, H]
  const dBiases: Tensor2D[] = [];
  const gradients = plan.groups.map((group, g) => {
    const [q, k, v, probabilities] = cache.slice(4 * g, 4 * g + 4) as Tensor4D[];
    const { texts, length } = group;
    const [dQkv, dBias] = tf.tidy(() => {
      const byHead = (packed: Tensor2D): Tensor4D => {
        let rows = rectangle(packed, group);
        if (group.real) rows = tf.mul(rows, group.real); // padding repeats a token, which must not count twice
        return tf.transpose(rows.reshape([texts, length, heads, packed.shape[1] / heads]), [0, 2, 1, 3]);
      };
      const dO = byHead(dContext); // [b, H, L, E]
      const dV = tf.matMul(mask(g)(probabilities), dO, true, false);
      const dP = mask(g)(tf.matMul(dO, v, false, true));
      const dS = tf.mul(probabilities, tf.sub(dP, byHead(sums))) as Tensor4D;
      const dQ = tf.matMul(dS, k);
      const dK = tf.matMul(dS, q, true, false);
      const sides = tf.transpose(tf.stack([dQ, dK, dV]) as Tensor5D, [1, 3, 0, 2, 4]); // [b, L, 3, H, E]
      return [
        sides.reshape([texts * length, 3 * width]) as Tensor2D,
        ...(positionBias ? [biasGradient(dS, positionBias)] : []),
      ];
    });
    if (dBias) dBiases.push(dBias);
    return dQkv;
  });
  return { dQkv: pack(gradients, plan), dBias: dBiases.length > 0 ? tf.addN(dBiases) : undefined };
}

/** The bucket of each pair of positions, `[L * L]`. */
function buckets(length: number): Tensor1D {
  const index = Int32Array.from(
    { length: length * length },
    (_, i) => relativeBucket(i % length - Math.floor(i / length)),
  );
  return tf.tensor1d(index, "int32");
}

/** `[buckets, H]` to `[1, H, L, L]`. */
function biasOf(positionBias: Tensor2D, length: number): Tensor4D {
  return tf.transpose(tf.gather(positionBias, buckets(length)))
    .reshape([1, positionBias.shape[1], length, length]);
}

/** From the gradient of the scores `[b, H, L, L]` to that of the bias `[buckets, H]`. */
function biasGradient(dS: Tensor4D, positionBias: Tensor2D): Tensor2D {
  const [, heads, length] = dS.shape;
  const byPair = tf.transpose(tf.sum(dS, 0).reshape([heads, length * length])); // [L * L, H]
  return tf.scatterND(buckets(length).expandDims(1), byPair, positionBias.shape);
}

/** The group's rows of a packed tensor, padded where it has padding: `[T, W]` to `[b * L, W]`. */
function rectangle(packed: Tensor2D, group: DevicePlan["groups"][number]): Tensor2D {
  if (group.index) return tf.gather(packed, group.index);
  return tf.slice(packed, [group.start, 0], [group.texts * group.length, packed.shape[1]]);
}

/** The groups' rectangles as one packed tensor, padding left out. */
function pack(rectangles: Tensor2D[], plan: DevicePlan): Tensor2D {
  const all = rectangles.length > 1 ? tf.concat(rectangles, 0) : rectangles[0];
  return plan.cells ? tf.gather(all, plan.cells) : all;
}
