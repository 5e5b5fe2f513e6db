/** Adaptive targets of the encoder before training. */
import { type Encoder, encodeTokens } from "../encoders/mod.ts";
import { type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { marginTable } from "../losses/mod.ts";
import { selectTexts } from "../text/mod.ts";
import type { BatchNumbers, StepBatch } from "./batch_numbers.ts";
import { encoderCopy } from "./encoder_copy.ts";

export interface TargetTableOptions {
  /** Whether there is a target for every positive and negative of the batch, `[B, B]`; default false: `[B]`. */
  inBatch?: boolean;
}

/**
 * T = (s(p, n) + 1) / 2 of an encoder as it is now, whatever training makes of it: the target then is a property of
 * the data. It holds a copy of the weights, and embeds the passages of each batch once more.
 *
 * @param encoder With the weights that training starts from, before any checkpoint is restored.
 */
export function frozenTargets(encoder: Encoder, options: TargetTableOptions = {}): BatchNumbers {
  const frozen = encoderCopy(encoder);
  return {
    of: (batch) => adaptiveTargets(frozen, batch, options),
    dispose: () => frozen.dispose(),
  };
}

/**
 * T of a batch by any encoder, without dropout.
 *
 * @returns `[B]`, or `[B, B]` with a row for each positive and a column for each negative.
 */
export async function adaptiveTargets(
  encoder: Encoder,
  { batch }: Pick<StepBatch, "batch">,
  { inBatch = false }: TargetTableOptions,
): Promise<Tensor> {
  const size = (batch.offsets.length - 1) / 3;
  const passages = Int32Array.from({ length: 2 * size }, (_, i) => size + i);
  const vectors = await encodeTokens(encoder, selectTexts(batch, passages));
  return tf.tidy(() => {
    const [p, n] = tf.split(tf.tensor2d(vectors, [2 * size, encoder.width]), 2, 0) as Tensor2D[];
    return marginTable(p, p, n, { target: "adaptive", inBatch }).targets;
  });
}
