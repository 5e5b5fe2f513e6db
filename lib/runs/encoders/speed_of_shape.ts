/** How fast an encoder is by its size. */

export interface EncoderShape {
  readonly layers: number;
  /** `D` */
  readonly width: number;
}

/** The encoder that was measured on texts as long as MS MARCO's: see `results/bench/paper_step.md`. */
const MEASURED = { layers: 12, width: 768, train: 0.083, encode: 0.02 };

/** What a text takes however small the encoder is. */
const LEAST = { train: 0.0005, encode: 0.0002 };

/**
 * Seconds per text on two cores: nearly all of it goes into products, of `layers * D * D` operations a token.
 *
 * @example Half of the layers take half of the time
 * ```ts
 * import assert from "node:assert/strict";
 * const [six, twelve] = [6, 12].map((layers) => speedOfShape({ layers, width: 768 }).train);
 * assert.ok(Math.abs(twelve / six - 2) < 0.02);
 * ```
 */
export function speedOfShape({ layers, width }: EncoderShape): { train: number; encode: number } {
  const share = layers * width ** 2 / (MEASURED.layers * MEASURED.width ** 2);
  return { train: LEAST.train + MEASURED.train * share, encode: LEAST.encode + MEASURED.encode * share };
}
