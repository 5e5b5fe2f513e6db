/** Embeds texts, of a file or a collection, into a file of embeddings, in chunks, so that neither has to fit into memory. */
import { existsSync } from "node:fs";
import { inCache, isStream, UserError } from "../base/mod.ts";
import { isWholeArrow, joinEmbeddings, writeEmbeddings } from "../data/mod.ts";
import { encodeTexts } from "./encode_texts.ts";
import type { Encoder } from "./encoder.ts";
import { countWork, doneCheck, partsOf } from "./encode_job.ts";
import type { EncodeFileOptions } from "./encode_options.ts";
import { planOf } from "./encode_plan.ts";

export interface EncodedFile {
  /** Texts of the input, or of the shard. */
  readonly texts: number;
  /** How many of them this call embedded; the others were done before. */
  readonly embedded: number;
}

/**
 * Embeds the texts of a file, or the passages of a collection. What is done is kept beside the output every few seconds,
 * found again by its content, the encoder's fingerprint and the options. So an interrupted run continues where it stopped, and an unchanged file is not
 * embedded again. Several processes may do this at once.
 *
 * @throws UserError where the input is malformed, before anything is embedded; the signal's reason where it is aborted.
 */
export async function encodeFile(encoder: Encoder, options: EncodeFileOptions): Promise<EncodedFile> {
  const { output, shard, keepEvery, signal } = options;
  const { source, settings, chunks, key, keyOf } = await planOf(encoder, options);
  const isDone = doneCheck(output, key);
  const keys = chunks.map(({ key }) => key);
  const parts = partsOf(isStream(output) ? inCache("encode", key) : `${output}.parts`, keys);
  const isMine = (at: number) => shard === undefined || at % shard.of === shard.index;
  const texts = chunks.reduce((sum, { texts }, at) => isMine(at) ? sum + texts : sum, 0);
  const progress = countWork(
    chunks.map(({ tokens }, at) => isMine(at) ? tokens : 0),
    texts,
    options.onProgress,
  );
  let embedded = 0;
  while (!await isDone()) {
    progress.start();
    let at = 0;
    for await (const some of source.chunks()) {
      if (keyOf(some) !== keys[at]) {
        throw new UserError(
          `Expected ${source.name} to stay as it is while it is read but it changed. Run it again.`,
        );
      }
      if (!isMine(at)) {
        at++;
        continue;
      }
      const part = parts.fileOf(keys[at]);
      if (await isWholeArrow(part)) progress.found(at, some.ids.length, 1);
      // Another process may have finished all meanwhile, and removed the parts.
      else if (await isDone()) break;
      else {
        const keep = { prefix: parts.prefixOf(keys[at]), every: keepEvery };
        let before = 0;
        const vectors = await encodeTexts(encoder, some.texts, {
          ...{ ...settings, keep, signal },
          onRestored: (done, share) => progress.found(at, before = done, share),
          onProgress: (done, share) => progress.done(at, done, share),
        });
        await writeEmbeddings(part, { ids: some.ids, vectors, width: encoder.width });
        embedded += some.ids.length - before;
      }
      progress.next(at++, some.ids.length);
    }
    if (at < keys.length) continue;
    if (shard) return { texts, embedded };
    try {
      await joinEmbeddings(output, keys.map(parts.fileOf), {
        key,
        encoder: encoder.name,
        pooling: encoder.pooling,
        maxLength: `${settings.maxLength}`,
        normalized: `${settings.normalize}`,
        prompt: encoder.prompts[settings.as],
      });
      break;
    } catch (error) {
      // Another process has joined the parts and removed them; where it has not, what is missing is embedded again.
      if (keys.every((key) => existsSync(parts.fileOf(key)))) throw error;
    }
  }
  if (!shard) await parts.remove();
  return { texts, embedded };
}

/** Whether a file is embedded already: the output is complete, from this input, encoder and options. */
export async function isEncoded(encoder: Encoder, options: EncodeFileOptions): Promise<boolean> {
  const { key } = await planOf(encoder, options);
  return await doneCheck(options.output, key)();
}
