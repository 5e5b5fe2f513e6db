/** Embeddings of a collection, kept in the cache part by part. */
import { createHash } from "node:crypto";
import { inCache, type Texts } from "../base/mod.ts";
import { type Embeddings, isWholeArrow, readEmbeddings, writeEmbeddings } from "../data/mod.ts";
import {
  type Encoder,
  encoderFingerprint,
  encodeTokens,
  estimatedTokens,
  forgetBatches,
  prompted,
  type Prompts,
  type Work,
} from "../encoders/mod.ts";
import { packCollection } from "../text/mod.ts";

export interface EmbedOptions {
  /** Tokens a text is cut at, special ones included. */
  readonly maxLength: number;
  /** What the texts are, which decides the encoder's prompt; default other. */
  readonly as?: keyof Prompts;
  /** Texts of a file; default 8,192. */
  readonly part?: number;
  /** Milliseconds of work between two times that a part's texts are kept before all of it is done; default 20,000. */
  readonly keepEvery?: number;
  /** Aborting ends it; what is done is kept. */
  readonly signal?: AbortSignal;
  /** Told how far it is, and how many texts came from the cache. */
  onProgress?(work: Pick<Work, "share" | "found">, foundTexts: number): void;
}

/**
 * Embeds texts, part by part. Each part is a file in the cache, found again by the encoder's fingerprint and the texts'
 * tokens and ids, so that an interrupted job continues where it stopped; until a part is done, its texts are kept every
 * few seconds. A damaged part is made again.
 *
 * @throws The signal's reason where it is aborted.
 */
export async function* cachedEmbeddings(
  encoder: Encoder,
  { ids, texts }: Texts,
  { maxLength, as, part = 8192, keepEvery, signal, onProgress }: EmbedOptions,
): AsyncGenerator<Embeddings> {
  const { width, similarity } = encoder;
  // The inner product is meant for embeddings as they come, the cosine for those of length 1.
  const normalize = similarity === "cosine";
  const fingerprint = await encoderFingerprint(encoder);
  const total = estimatedTokens(texts, maxLength);
  let work = 0, foundWork = 0, foundTexts = 0;
  const tell = (more: number) =>
    onProgress?.({ share: (work + more) / total, found: foundWork / total }, foundTexts);
  for (let start = 0; start < texts.length; start += part) {
    signal?.throwIfAborted();
    const [partIds, partTexts] = [ids, texts].map((list) => list.slice(start, start + part));
    const tokens = await packCollection(encoder.tokenizer, prompted(encoder, partTexts, as), { maxLength });
    const key = createHash("sha256").update(fingerprint).update(tokens.ids).update(tokens.offsets)
      .update(JSON.stringify([normalize, partIds])).digest("hex").slice(0, 32);
    const file = inCache("embeddings", `${key}.arrow`);
    const size = estimatedTokens(partTexts, maxLength);
    const count = (texts: number, share: number) => {
      foundTexts += texts;
      foundWork += share * size;
    };
    if (await isWholeArrow(file)) count(partIds.length, 1);
    else {
      const prefix = inCache("embeddings", key);
      const vectors = await encodeTokens(encoder, tokens, {
        normalize,
        keep: { prefix, every: keepEvery },
        signal,
        onRestored: count,
        onProgress: (_, share) => tell(share * size),
      });
      await writeEmbeddings(file, { ids: partIds, vectors, width });
      await forgetBatches(prefix);
    }
    work += size;
    tell(0);
    yield* readEmbeddings(file, { checked: true });
  }
}
