/** Embeds texts in chunks, with progress between them, and stops when aborted. */
import { type Encoder, encodeTexts, type Prompts } from "../encoders/mod.ts";

export interface EmbedInChunksOptions {
  /** Tokens a text is cut at, special ones included. */
  readonly maxLength: number;
  /** What the texts are, which decides the encoder's prompt; default other. */
  readonly as?: keyof Prompts;
  /** Texts of a chunk, which are batched together: it may change the last bits of an embedding. Default 2,048. */
  readonly chunk?: number;
  /** Aborting stops it before the next chunk. */
  readonly signal?: AbortSignal;
  /** Called after each chunk with its number of texts, and how long they took. */
  onChunk?(texts: number, seconds: number): void;
}

/**
 * Embeds texts.
 *
 * @returns `[N * D]` in the order of `texts`; rows of length 1 where the encoder is made for the cosine.
 * @throws The signal's reason where it is aborted; UserError where an embedding is not finite.
 */
export async function embedInChunks(
  encoder: Encoder,
  texts: readonly string[],
  { maxLength, as, chunk = 2048, signal, onChunk }: EmbedInChunksOptions,
): Promise<Float32Array> {
  const vectors = new Float32Array(texts.length * encoder.width);
  for (let start = 0; start < texts.length; start += chunk) {
    signal?.throwIfAborted();
    const started = performance.now();
    const some = texts.slice(start, start + chunk);
    vectors.set(
      await encodeTexts(encoder, some, { maxLength, as, normalize: encoder.similarity === "cosine" }),
      start * encoder.width,
    );
    onChunk?.(some.length, (performance.now() - started) / 1000);
  }
  return vectors;
}
