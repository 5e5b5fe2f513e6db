/** Scores many pairs of texts with a cross-encoder: in batches of similar length, with the results in their order. */
import { UserError } from "../base/mod.ts";
import { cutByLength, packPairs, type PackPairsOptions, selectTexts, type TextPairs } from "../text/mod.ts";
import type { CrossEncoder } from "./cross_encoder.ts";

export interface ScorePairsOptions extends Partial<PackPairsOptions> {
  /** Tokens of a batch; default 4,096. */
  batchTokens?: number;
  /** Told after each batch how many pairs are done. */
  onProgress?: (done: number) => void;
}

export interface PairScores {
  /** Of each pair, in the order of the pairs. */
  readonly scores: Float32Array;
  /** Tokens that went through the encoder. */
  readonly tokens: number;
}

/**
 * Scores pairs of queries and passages.
 *
 * @param options.maxLength Tokens of a pair at most: the passage is cut. Default as many as the encoder takes.
 * @param options.maxFirst Tokens that a query is cut at, with the special tokens around it; default half of `maxLength`.
 * @throws UserError where a score is not finite.
 */
export async function scorePairs(
  encoder: CrossEncoder,
  pairs: TextPairs,
  options: ScorePairsOptions = {},
): Promise<PairScores> {
  const { batchTokens = 4096, onProgress } = options;
  const packed = packPairs(encoder.tokenizer, casedPairs(encoder, pairs), {
    maxFirst: options.maxFirst,
    maxLength: Math.min(options.maxLength ?? encoder.positions, encoder.positions),
  });
  const scores = new Float32Array(pairs.first.length);
  let done = 0;
  for (const positions of cutByLength(packed, batchTokens)) {
    const batch = encoder.score(selectTexts(packed, positions));
    const values = await batch.data();
    batch.dispose();
    positions.forEach((position, row) => scores[position] = values[row]);
    done += positions.length;
    onProgress?.(done);
  }
  const bad = scores.findIndex((score) => !Number.isFinite(score));
  if (bad < 0) return { scores, tokens: packed.ids.length };
  throw new UserError(
    `Expected finite scores but pair ${bad} has ${
      scores[bad]
    }: the weights of ${encoder.name} are not finite, as ` +
      "after a training that diverged. Train it with a lower learning rate, or load another checkpoint.",
  );
}

/** Pairs as a cross-encoder wants them before they are tokenized: in lower case where it asks for that. */
export function casedPairs({ lowerCase }: CrossEncoder, pairs: TextPairs): TextPairs {
  if (!lowerCase) return pairs;
  const lower = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());
  return { ...pairs, firsts: lower(pairs.firsts), seconds: lower(pairs.seconds) };
}
