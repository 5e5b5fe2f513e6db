/** Embeds many texts: in batches of similar length, with the results in the order of the texts. */
import { type TokenBatch, UserError } from "../base/mod.ts";
import { type Tensor2D, tf } from "../engine/mod.ts";
import { cutByLength, packTexts, selectTexts } from "../text/mod.ts";
import type { Encoder } from "./encoder.ts";
import type { Prompts } from "./sentence_config.ts";

export interface EncodeTokensOptions {
  /** Tokens of a batch; default 4,096. */
  batchTokens?: number;
  /** Whether embeddings are scaled to Euclidean length 1; default true. */
  normalize?: boolean;
  /** Told after each batch how many texts are done. */
  onProgress?: (done: number) => void;
}

export interface EncodeTextsOptions extends EncodeTokensOptions {
  /** Tokens a text is cut at, special ones included. */
  maxLength: number;
  /** What the texts are, which decides the prompt put before each; default other. */
  as?: keyof Prompts;
}

/**
 * Embeds texts.
 *
 * @returns `[N * D]`, rows of Euclidean length 1 unless told otherwise, in the order of `texts`.
 * @throws UserError where an embedding is not finite.
 */
export function encodeTexts(
  encoder: Encoder,
  texts: readonly string[],
  { maxLength, as, ...options }: EncodeTextsOptions,
): Promise<Float32Array> {
  return encodeTokens(
    encoder,
    packTexts(encoder.tokenizer, prompted(encoder, texts, as), { maxLength }),
    options,
  );
}

/** Texts as an encoder wants them before they are tokenized: with their prompt, and in lower case where it asks for that. */
export function prompted(
  { prompts, lowerCase }: Encoder,
  texts: readonly string[],
  as: keyof Prompts = "other",
): readonly string[] {
  const prompt = prompts[as];
  if (prompt === "" && !lowerCase) return texts;
  return texts.map((text) => lowerCase ? (prompt + text).toLowerCase() : prompt + text);
}

/** `encodeTexts` of texts that are tokens already. */
export async function encodeTokens(
  encoder: Encoder,
  packed: TokenBatch,
  options: EncodeTokensOptions = {},
): Promise<Float32Array> {
  const { batchTokens = 4096, normalize = true, onProgress } = options;
  const texts = packed.offsets.length - 1;
  const vectors = new Float32Array(texts * encoder.width);
  let done = 0;
  for (const positions of cutByLength(packed, batchTokens)) {
    const embedded = tf.tidy(() => {
      const rows = encoder.encode(selectTexts(packed, positions));
      return normalize ? normalizeRows(rows) : rows;
    });
    const values = await embedded.data();
    embedded.dispose();
    positions.forEach((position, row) => {
      vectors.set(values.subarray(row * encoder.width, (row + 1) * encoder.width), position * encoder.width);
    });
    done += positions.length;
    onProgress?.(done);
  }
  const bad = vectors.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new UserError(
      `Expected finite embeddings but text ${Math.floor(bad / encoder.width)} has ${vectors[bad]}: ` +
        `the weights of ${encoder.name} are not finite, as after a training that diverged`,
    );
  }
  return vectors;
}

/** Rows scaled to length 1; a zero row stays zero. `[N, D]` to `[N, D]`. */
function normalizeRows(x: Tensor2D): Tensor2D {
  return tf.div(x, tf.maximum(tf.norm(x, 2, 1, true), 1e-12));
}
