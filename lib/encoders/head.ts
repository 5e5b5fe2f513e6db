/**
 * The head of a cross-encoder: from the first token's state to one score, as in transformers' classes for sequence
 * classification.
 *
 * Shapes: `B` texts, `D` width.
 */
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import { architectureOf } from "./architectures.ts";
import type { EncoderConfig } from "./config.ts";
import type { Mask } from "./dropout.ts";

/** The names and shapes of a head's weights; matrices are `[out, in]`. */
export function headShapes(config: EncoderConfig): Map<string, number[]> {
  const { hidden_size: D } = config;
  const { dense, out } = architectureOf(config).head;
  return new Map([
    [`${dense}.weight`, [D, D]],
    [`${dense}.bias`, [D]],
    [`${out}.weight`, [1, D]],
    [`${out}.bias`, [1]],
  ]);
}

/**
 * Scores of texts.
 *
 * @param cls States of the first tokens, `[B, D]`.
 * @param weights The head's weights by name.
 * @param mask Dropout before the linear layer.
 * @returns `[B]`, as they are, without a sigmoid.
 */
export function scoresOf(
  cls: Tensor2D,
  weights: ReadonlyMap<string, Tensor>,
  { config, mask }: { config: EncoderConfig; mask: Mask },
): Tensor1D {
  const { activation } = architectureOf(config).head;
  const [dense, denseBias, out, outBias] = [...headShapes(config).keys()].map((name) => weights.get(name)!);
  const linear = (x: Tensor2D, matrix: Tensor, bias: Tensor) =>
    tf.add(tf.matMul(x, matrix as Tensor2D, false, true), bias as Tensor1D) as Tensor2D;
  const inner = tf[activation](linear(cls, dense, denseBias));
  return linear(mask(inner), out, outBias).reshape([cls.shape[0]]);
}
