/** Embeds a file of texts into a file of embeddings, in chunks, so that neither has to fit into memory. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { inCache, isStream, requireRegularFile, type Texts, UserError } from "../base/mod.ts";
import { isWholeArrow, joinEmbeddings, readTextLines, writeEmbeddings } from "../data/mod.ts";
import { encodeTexts } from "./encode_texts.ts";
import type { Encoder } from "./encoder.ts";
import type { Prompts } from "./sentence_config.ts";
import { encoderFingerprint } from "./fingerprint.ts";
import { countWork, doneCheck, partsOf, type Work } from "./encode_job.ts";
import { estimatedTokens } from "./estimated_tokens.ts";

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
  /** Texts of a chunk, whose texts are batched together by length; default 8,192. */
  chunk?: number;
  /** Milliseconds of work between two times that what is done is kept; default 20,000. */
  keepEvery?: number;
  /** Told how many texts are done, of how many, and how much work that is. */
  onProgress?: (done: number, total: number, work: Work) => void;
  /** Aborting ends it after the present batch, and keeps what is done. */
  signal?: AbortSignal;
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
 * Embeds the texts of a file. What is done is kept beside the output every few seconds, found again by its content, the
 * encoder's fingerprint and the options. So an interrupted run continues where it stopped, and an unchanged file is not
 * embedded again. Several processes may do this at once.
 *
 * @throws UserError where the input is malformed, before anything is embedded; the signal's reason where it is aborted.
 */
export async function encodeFile(encoder: Encoder, options: EncodeFileOptions): Promise<EncodedFile> {
  const { input, output, batchTokens = 4096, normalize = true, chunk = 8192, keepEvery, signal } = options;
  const { maxLength = encoder.maxLength, as = "other" } = options;
  // It is read twice, which a pipe cannot be.
  await requireRegularFile(input);
  if (path.resolve(input) === path.resolve(output)) {
    throw new UserError(`Expected an output other than the input but found ${input} for both`);
  }
  const settings = JSON.stringify([
    VERSION,
    { maxLength, batchTokens, normalize, as },
    await encoderFingerprint(encoder),
  ]);
  const keys: string[] = [];
  const sizes: number[] = [];
  let texts = 0;
  for await (const some of readTextLines(input, { chunk })) {
    signal?.throwIfAborted();
    keys.push(chunkKey(settings, some));
    sizes.push(estimatedTokens(some.texts, maxLength));
    texts += some.ids.length;
  }
  const key = sha256(keys.join()).digest("hex");
  const isDone = doneCheck(output, key);
  const parts = partsOf(isStream(output) ? inCache("encode", key) : `${output}.parts`, keys);
  const progress = countWork(sizes, texts, options.onProgress);
  let embedded = 0;
  while (!await isDone()) {
    progress.start();
    let at = 0;
    for await (const some of readTextLines(input, { chunk })) {
      if (chunkKey(settings, some) !== keys[at]) {
        throw new UserError(
          `Expected ${input} to stay as it is while it is read but it changed. Run it again.`,
        );
      }
      const part = parts.fileOf(keys[at]);
      if (await isWholeArrow(part)) progress.found(at, some.ids.length, 1);
      // Another process may have finished all meanwhile, and removed the parts.
      else if (await isDone()) break;
      else {
        const keep = { prefix: parts.prefixOf(keys[at]), every: keepEvery };
        const of = { maxLength, batchTokens, normalize, as, keep, signal };
        let before = 0;
        const vectors = await encodeTexts(encoder, some.texts, {
          ...of,
          onRestored: (done, share) => progress.found(at, before = done, share),
          onProgress: (done, share) => progress.done(at, done, share),
        });
        await writeEmbeddings(part, { ids: some.ids, vectors, width: encoder.width });
        embedded += some.ids.length - before;
      }
      progress.next(at++, some.ids.length);
    }
    if (at < keys.length) continue;
    try {
      await joinEmbeddings(output, keys.map(parts.fileOf), {
        key,
        encoder: encoder.name,
        pooling: encoder.pooling,
        maxLength: `${maxLength}`,
        normalized: `${normalize}`,
        prompt: encoder.prompts[as],
      });
      break;
    } catch (error) {
      // Another process has joined the parts and removed them; where it has not, what is missing is embedded again.
      if (keys.every((key) => existsSync(parts.fileOf(key)))) throw error;
    }
  }
  await parts.remove();
  return { texts, embedded };
}

function chunkKey(settings: string, { ids, texts }: Texts): string {
  return sha256(settings).update(JSON.stringify([ids, texts])).digest("hex").slice(0, 32);
}

function sha256(text: string) {
  return createHash("sha256").update(text);
}
