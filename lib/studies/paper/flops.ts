/** The arithmetic of an encoder, counted. */
import { mean } from "../../base/mod.ts";
import { drawnLengths } from "./lengths.ts";
import { distilbert, mpnet, roberta } from "./setting.ts";

/** What an encoder's arithmetic depends on. */
export interface EncoderSize {
  readonly layers: number;
  /** `D` */
  readonly width: number;
  /** `F`, the width between the two feed-forward products. */
  readonly inner: number;
}

/** The paper's encoders, with their words and positions. */
export const encoderSizes: Readonly<Record<string, EncoderSize & { words: number; positions: number }>> = {
  [mpnet]: { layers: 12, width: 768, inner: 3072, words: 30_527, positions: 514 },
  [distilbert]: { layers: 6, width: 768, inner: 3072, words: 30_522, positions: 512 },
  [roberta]: { layers: 12, width: 768, inner: 3072, words: 50_265, positions: 514 },
};

/**
 * Floating-point operations in the matrix products of one text's forward pass, without padding; a backward pass takes
 * twice as many.
 *
 * Per token and layer 2 (4 D^2 + 2 D F): query, key, value and output projections, and two feed-forward products;
 * per layer 4 L^2 D: scores and context of a text of L tokens.
 *
 * @param length `L`, tokens.
 */
export function forwardFlops({ layers, width: D, inner: F }: EncoderSize, length: number): number {
  return layers * (length * 2 * (4 * D * D + 2 * D * F) + 4 * length ** 2 * D);
}

/** Whether texts are as long as they are, or padded as in the reference: queries to 20 tokens, passages to 200. */
export type Way = "packed" | "padded";

interface TextFlops {
  readonly query: number;
  readonly passage: number;
}

const packed = new Map<EncoderSize, TextFlops>();

/** Operations of an average query and passage of MS MARCO, forward. */
export function textFlops(size: EncoderSize, way: Way): TextFlops {
  const flops = (length: number) => forwardFlops(size, length);
  if (way === "padded") return { query: flops(20), passage: flops(200) };
  const known = packed.get(size);
  if (known) return known;
  const average = (lengths: Int32Array) => mean(Array.from(lengths, flops));
  const { queries, passages } = drawnLengths();
  const found = { query: average(queries), passage: average(passages) };
  packed.set(size, found);
  return found;
}

/** Trainable values of an encoder without its pooler: embeddings, layers, LayerNorms. */
export function parametersOf(
  { layers, width: D, inner: F, words, positions }: EncoderSize & { words: number; positions: number },
): number {
  return (words + positions) * D + 2 * D + layers * (4 * (D * D + D) + 2 * D * F + D + F + 4 * D);
}
