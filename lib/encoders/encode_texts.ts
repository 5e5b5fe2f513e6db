/** Embeds many texts: in batches of similar length, with the results in the order of the texts. */
import { type TokenBatch, UserError } from "../base/mod.ts";
import { type Tensor2D, tf } from "../engine/mod.ts";
import { cutByLength, packTexts, selectTexts } from "../text/mod.ts";
import type { Encoder } from "./encoder.ts";
import { keepBatches, type KeepOptions, prefixOf, restoreBatches } from "./kept_batches.ts";
import type { Prompts } from "./sentence_config.ts";

export interface EncodeTokensOptions {
  /** Tokens of a batch; default 4,096. */
  batchTokens?: number;
  /** Whether embeddings are scaled to Euclidean length 1; default true. */
  normalize?: boolean;
  /** Told after each batch how many texts are done, and which share of the tokens. */
  onProgress?: (done: number, share: number) => void;
  /** Told, before the first batch, what an earlier call kept. */
  onRestored?: (done: number, share: number) => void;
  /** Keeps what is done in files every few seconds, and goes on behind what is kept; default no. */
  keep?: KeepOptions;
  /** Aborting ends it after the present batch; what is done is kept where `keep` says so. */
  signal?: AbortSignal;
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

/**
 * `encodeTexts` of texts that are tokens already.
 *
 * @throws The signal's reason where it is aborted; UserError where an embedding is not finite.
 */
export async function encodeTokens(
  encoder: Encoder,
  packed: TokenBatch,
  options: EncodeTokensOptions = {},
): Promise<Float32Array> {
  const { batchTokens = 4096, normalize = true, onProgress, onRestored, keep, signal } = options;
  const { offsets } = packed;
  const texts = offsets.length - 1;
  const vectors = new Float32Array(texts * encoder.width);
  const batches = cutByLength(packed, batchTokens);
  const all = { batches, vectors, width: encoder.width };
  let done = 0, tokens = 0;
  const count = (positions: Int32Array) => {
    done += positions.length;
    for (const position of positions) tokens += offsets[position + 1] - offsets[position];
  };
  let kept = keep && keep.restore !== false ? await restoreBatches(await prefixOf(keep), all) : 0;
  batches.slice(0, kept).forEach(count);
  if (kept > 0) onRestored?.(done, tokens / offsets[texts]);
  let saved = performance.now();
  for (let next = kept; next < batches.length; next++) {
    const due = performance.now() - saved >= (keep?.every ?? 20_000) || signal?.aborted;
    if (keep && due && next > kept) {
      await keepBatches(await prefixOf(keep), all, [kept, next]);
      kept = next;
      saved = performance.now();
    }
    signal?.throwIfAborted();
    const positions = batches[next];
    const embedded = tf.tidy(() => {
      const rows = encoder.encode(selectTexts(packed, positions));
      return normalize ? normalizeRows(rows) : rows;
    });
    const values = await embedded.data();
    embedded.dispose();
    positions.forEach((position, row) => {
      vectors.set(values.subarray(row * encoder.width, (row + 1) * encoder.width), position * encoder.width);
    });
    count(positions);
    // Lets signals be handled.
    if (signal) await new Promise((resolve) => setTimeout(resolve, 0));
    onProgress?.(done, tokens / offsets[texts]);
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
