/** Embeds many texts: in batches of like length, results in the given order. */
import { type TokenBatch, UserError } from "../base/mod.ts";
import { type Tensor2D, tf } from "../engine/mod.ts";
import { packTexts, selectTexts } from "../text/mod.ts";
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

/** As `encodeTexts`, for texts that are tokens already. */
export async function encodeTokens(
  encoder: Encoder,
  packed: TokenBatch,
  options: EncodeTokensOptions = {},
): Promise<Float32Array> {
  const { batchTokens = 4096, normalize = true, onProgress } = options;
  const texts = packed.offsets.length - 1;
  const length = (i: number) => packed.offsets[i + 1] - packed.offsets[i];
  const order = Int32Array.from({ length: texts }, (_, i) => i).sort((a, b) =>
    length(a) - length(b) || a - b
  );
  const vectors = new Float32Array(texts * encoder.width);
  for (let start = 0; start < order.length;) {
    let end = start;
    for (
      let tokens = 0;
      end < order.length && (end === start || tokens + length(order[end]) <= batchTokens);
      end++
    ) {
      tokens += length(order[end]);
    }
    const positions = order.subarray(start, end);
    const embedded = tf.tidy(() => {
      const rows = encoder.encode(selectTexts(packed, positions));
      return normalize ? normalizeRows(rows) : rows;
    });
    const values = await embedded.data();
    embedded.dispose();
    positions.forEach((position, row) => {
      vectors.set(values.subarray(row * encoder.width, (row + 1) * encoder.width), position * encoder.width);
    });
    start = end;
    onProgress?.(end);
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
