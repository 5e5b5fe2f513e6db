/** Embeddings of a collection, kept in the cache part by part. */
import { createHash } from "node:crypto";
import { inCache, type Texts } from "../base/mod.ts";
import { type Embeddings, isWholeArrow, readEmbeddings, writeEmbeddings } from "../data/mod.ts";
import { type Encoder, encoderFingerprint, encodeTokens, prompted, type Prompts } from "../encoders/mod.ts";
import { packCollection } from "../text/mod.ts";

export interface EmbedOptions {
  /** Tokens a text is cut at, special ones included. */
  readonly maxLength: number;
  /** What the texts are, which decides the encoder's prompt; default other. */
  readonly as?: keyof Prompts;
  /** Texts of a file; default 8,192. */
  readonly part?: number;
  /** Told how many texts are done, and how many of them came from the cache. */
  onProgress?(done: number, found: number): void;
}

/**
 * Embeds texts, part by part. Each part is a file in the cache, found again by the encoder's fingerprint and the texts'
 * tokens and ids, so that an interrupted job continues where it stopped. A damaged part is made again.
 */
export async function* cachedEmbeddings(
  encoder: Encoder,
  { ids, texts }: Texts,
  { maxLength, as, part = 8192, onProgress }: EmbedOptions,
): AsyncGenerator<Embeddings> {
  const { width, similarity } = encoder;
  // The inner product is meant for embeddings as they come, the cosine for those of length 1.
  const normalize = similarity === "cosine";
  const fingerprint = await encoderFingerprint(encoder);
  let found = 0;
  for (let start = 0; start < texts.length; start += part) {
    const [partIds, partTexts] = [ids, texts].map((list) => list.slice(start, start + part));
    const tokens = await packCollection(encoder.tokenizer, prompted(encoder, partTexts, as), { maxLength });
    const key = createHash("sha256").update(fingerprint).update(tokens.ids).update(tokens.offsets)
      .update(JSON.stringify([normalize, partIds])).digest("hex").slice(0, 32);
    const file = inCache("embeddings", `${key}.arrow`);
    if (await isWholeArrow(file)) found += partIds.length;
    else {
      const onPart = (done: number) => onProgress?.(start + done, found);
      const vectors = await encodeTokens(encoder, tokens, { normalize, onProgress: onPart });
      await writeEmbeddings(file, { ids: partIds, vectors, width });
    }
    onProgress?.(start + partIds.length, found);
    yield* readEmbeddings(file, { checked: true });
  }
}
