/**
 * Dropout (Srivastava et al. 2014) whose masks are functions of a seed. No mask is kept for the backward pass, and a
 * second forward pass, as for the chunks of a large batch, uses the same ones.
 */
import { generator, UserError } from "../base/mod.ts";
import { engine, native, type Tensor, tf } from "../engine/mod.ts";

export interface Dropout {
  /** Share of the values dropped from the embeddings, attention's output and the feed-forward block's; BERT's is 0.1. */
  hidden: number;
  /** Share of attention's probabilities dropped; BERT's is 0.1. */
  attention: number;
  /** Decides the masks: on one engine, the same batch and seed give the same values at every call. */
  seed: number;
}

/** Drops values and scales the others up. Linear, and its own transpose: the backward pass applies the same mask. */
export type Mask = <T extends Tensor>(x: T) => T;

/** The masks of one pass through an encoder, one for each place. */
export type Masks = (
  kind: "hidden" | "attention",
  ...place: [layer: number, part: number, index?: number]
) => Mask;

/** The mask where nothing is dropped: it returns its input. */
export const keepAll: Mask = (x) => x;

/**
 * The masks of a dropout; without dropout, all values stay.
 *
 * @throws UserError where a rate is not in [0, 1).
 */
export function dropoutMasks(dropout?: Dropout): Masks {
  if (!dropout) return () => keepAll;
  for (const kind of ["hidden", "attention"] as const) {
    if (!(dropout[kind] >= 0 && dropout[kind] < 1)) {
      throw new UserError(`Expected the rate of ${kind} dropout to be in [0, 1) but found ${dropout[kind]}`);
    }
  }
  return (kind, layer, part, index = 0) => {
    const rate = dropout[kind];
    if (rate === 0) return keepAll;
    const seeds = [dropout.seed % 2 ** 31, ((layer * 4 + part) * 65_536 + index) % 2 ** 31];
    return (x) =>
      tf.tidy(() => {
        const kept = tf.cast(tf.greaterEqual(uniform(x.shape, seeds), rate), "float32");
        return tf.mul(x, tf.mul(kept, 1 / (1 - rate)));
      });
  };
}

/** A separate seed for each index, such as a step or a chunk. */
export function derivedSeed(seed: number, index: number): number {
  return generator((seed % 2 ** 32) * 1_000_003 + index).uint32();
}

/** Numbers in [0, 1), the same at every call. */
function uniform(shape: number[], seeds: number[]): Tensor {
  if (engine.backend === "tensorflow") {
    // A counter-based generator (Philox, Salmon et al. 2011): the number of threads does not matter.
    return native("StatelessRandomUniform", [tf.tensor1d(shape, "int32"), tf.tensor1d(seeds, "int32")], {
      dtype: "float",
    });
  }
  const random = generator(derivedSeed(seeds[0], seeds[1]));
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tf.tensor(Float32Array.from({ length: size }, () => random.uint32() / 2 ** 32), shape);
}
