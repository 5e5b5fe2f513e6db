/** Embeds a file of texts into a file of embeddings, in chunks, so that neither has to fit into memory. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { type Texts, UserError } from "../base/mod.ts";
import {
  embeddingsMetadata,
  isWholeArrow,
  joinEmbeddings,
  readTextLines,
  writeEmbeddings,
} from "../data/mod.ts";
import { encodeTexts } from "./encode_texts.ts";
import type { Encoder } from "./encoder.ts";
import type { Prompts } from "./sentence_config.ts";
import { encoderFingerprint } from "./fingerprint.ts";

export interface EncodeFileOptions {
  /** A file of lines `{"_id", "text"}`, as `readTextLines` takes it. */
  input: string;
  /** The Arrow file to write: columns `id` and `embedding`, in the order of the input. */
  output: string;
  /** Tokens a text is cut at, special ones included; default as many as the encoder takes. */
  maxLength?: number;
  /** Tokens of a batch; default 4,096. */
  batchTokens?: number;
  /** Whether embeddings are scaled to Euclidean length 1; default true. */
  normalize?: boolean;
  /** What the texts are, which decides the encoder's prompt; default other. */
  as?: keyof Prompts;
  /** Texts of a chunk, which is sorted by length, and which an interruption costs at most; default 8,192. */
  chunk?: number;
  /** Told how many texts are done, of how many. */
  onProgress?: (done: number, total: number) => void;
}

export interface EncodedFile {
  /** Texts of the input. */
  readonly texts: number;
  /** How many of them this call embedded; the others were done before. */
  readonly embedded: number;
}

/** Raise this number when the same input gives other embeddings. */
const VERSION = 2;

/**
 * Embeds the texts of a file. Until all chunks are done, each is a file beside the output, found again by its
 * content, the encoder's fingerprint and the options. So an interrupted run continues where it stopped, and an
 * unchanged file is not embedded again.
 *
 * @throws UserError where the input is malformed, before anything is embedded.
 */
export async function encodeFile(encoder: Encoder, options: EncodeFileOptions): Promise<EncodedFile> {
  const { input, output, batchTokens = 4096, normalize = true, chunk = 8192, onProgress } = options;
  const { maxLength = encoder.maxLength, as = "other" } = options;
  if (path.resolve(input) === path.resolve(output)) {
    throw new UserError(`Expected an output other than the input but found ${input} for both`);
  }
  const settings = JSON.stringify([
    VERSION,
    { maxLength, batchTokens, normalize, as },
    await encoderFingerprint(encoder),
  ]);
  const keys: string[] = [];
  let texts = 0;
  for await (const some of readTextLines(input, { chunk })) {
    keys.push(chunkKey(settings, some));
    texts += some.ids.length;
  }
  const key = sha256(keys.join()).digest("hex");
  const earlier = existsSync(output) && await isWholeArrow(output);
  if (earlier && (await embeddingsMetadata(output))?.key === key) return { texts, embedded: 0 };

  const folder = `${output}.parts`;
  const partOf = (key: string) => path.join(folder, `${key}.arrow`);
  let done = 0, embedded = 0;
  onProgress?.(done, texts);
  for await (const some of readTextLines(input, { chunk })) {
    const part = partOf(chunkKey(settings, some));
    if (!await isWholeArrow(part)) {
      const vectors = await encodeTexts(encoder, some.texts, {
        maxLength,
        batchTokens,
        normalize,
        as,
        onProgress: (ofChunk) => onProgress?.(done + ofChunk, texts),
      });
      await writeEmbeddings(part, { ids: some.ids, vectors, width: encoder.width });
      embedded += some.ids.length;
    }
    done += some.ids.length;
    onProgress?.(done, texts);
  }
  await joinEmbeddings(output, keys.map(partOf), {
    key,
    encoder: encoder.name,
    pooling: encoder.pooling,
    maxLength: `${maxLength}`,
    normalized: `${normalize}`,
    prompt: encoder.prompts[as],
  });
  await rm(folder, { recursive: true });
  return { texts, embedded };
}

function chunkKey(settings: string, { ids, texts }: Texts): string {
  return sha256(settings).update(JSON.stringify([ids, texts])).digest("hex").slice(0, 32);
}

function sha256(text: string) {
  return createHash("sha256").update(text);
}
