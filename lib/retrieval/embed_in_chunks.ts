/** Embeds texts in chunks, with progress between them; stops when aborted, and keeps what is done where it is told to. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../base/mod.ts";
import { readEmbeddings, writeEmbeddings } from "../data/mod.ts";
import {
  type Encoder,
  encoderFingerprint,
  encodeTexts,
  forgetBatches,
  type Prompts,
} from "../encoders/mod.ts";

export interface EmbedInChunksOptions {
  /** Tokens a text is cut at, special ones included. */
  readonly maxLength: number;
  /** What the texts are, which decides the encoder's prompt; default other. */
  readonly as?: keyof Prompts;
  /** Texts of a chunk, which are batched together: it may change the last bits of an embedding. Default 2,048. */
  readonly chunk?: number;
  /** Aborting stops it before the next batch. */
  readonly signal?: AbortSignal;
  /** A folder in which what is done is kept until all is, so that an interrupted call goes on; default none. */
  readonly keep?: string;
  /** Milliseconds of work between two files of a chunk that is not done yet; default 20,000. */
  readonly keepEvery?: number;
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
  { maxLength, as, chunk = 2048, signal, keep, keepEvery, onChunk }: EmbedInChunksOptions,
): Promise<Float32Array> {
  const { width } = encoder;
  const options = { maxLength, as, normalize: encoder.similarity === "cosine", signal };
  const vectors = new Float32Array(texts.length * width);
  // The fingerprint of the encoder takes time, and most searches are done before anything is kept.
  let fingerprint: Promise<string> | undefined;
  const restore = keep !== undefined && existsSync(keep);
  const prefixes: string[] = [];
  for (let start = 0; start < texts.length; start += chunk) {
    signal?.throwIfAborted();
    const started = performance.now();
    const some = texts.slice(start, start + chunk);
    const rows = vectors.subarray(start * width, (start + some.length) * width);
    const prefix = async () => {
      const key = createHash("sha256").update(await (fingerprint ??= encoderFingerprint(encoder)))
        .update(JSON.stringify([maxLength, as, options.normalize, some])).digest("hex").slice(0, 32);
      const found = path.join(keep!, key);
      if (prefixes.at(-1) !== found) prefixes.push(found);
      return found;
    };
    if (!restore || !await restoreChunk(`${await prefix()}.arrow`, { vectors: rows, width })) {
      const kept = keep === undefined ? undefined : { prefix, restore, every: keepEvery };
      rows.set(await encodeTexts(encoder, some, { ...options, keep: kept }));
      // The last chunk is followed by something short.
      if (keep !== undefined && start + chunk < texts.length) {
        const ids = some.map((_, i) => `${i}`);
        await writeEmbeddings(`${await prefix()}.arrow`, { ids, vectors: rows, width });
      }
    }
    onChunk?.(some.length, (performance.now() - started) / 1000);
  }
  if (keep !== undefined) await forget(keep, prefixes);
  return vectors;
}

/** Fills in a chunk that is kept; false where it is not, or is damaged. */
async function restoreChunk(
  file: string,
  { vectors, width }: { vectors: Float32Array; width: number },
): Promise<boolean> {
  if (!existsSync(file)) return false;
  let at = 0;
  try {
    for await (const part of readEmbeddings(file, { checked: true })) {
      if (part.width !== width || at + part.vectors.length > vectors.length) return false;
      vectors.set(part.vectors, at);
      at += part.vectors.length;
    }
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
  return at === vectors.length;
}

async function forget(folder: string, prefixes: readonly string[]): Promise<void> {
  for (const prefix of prefixes) {
    await rm(`${prefix}.arrow`, { force: true });
    await forgetBatches(prefix);
  }
  if ((await readdir(folder).catch(() => [""])).length === 0) await rmdir(folder).catch(() => {});
}
