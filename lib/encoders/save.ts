/** Encoders and weights on their way to disk. */
import { existsSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { UserError, writeAtomically } from "../base/mod.ts";
import type { Held } from "../engine/adam.ts";
import { tf } from "../engine/mod.ts";
import { writeTokenizer } from "../text/mod.ts";
import { encoderConfigJson } from "./config.ts";
import type { Encoder } from "./encoder.ts";
import type { Weights } from "./model.ts";
import { POOLER_WEIGHTS } from "./pooling.ts";
import { float32Of, storedFloat32, type StoredTensor, writeSafetensors } from "./safetensors.ts";
import { writeSentenceModules } from "./sentence_modules.ts";

/** All files that a tokenizer of a published encoder may consist of. */
export const TOKENIZER_FILES = [
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "added_tokens.json",
  "vocab.txt",
  "vocab.json",
  "merges.txt",
] as const;

export interface SaveOptions {
  /** Tokens that sentence-transformers cuts a text at; default as many as the encoder takes. */
  maxLength?: number;
}

/**
 * Writes an encoder as a folder that `loadEncoder`, transformers and sentence-transformers read. A tokenizer that was
 * loaded is written as the same files, one that was made here as BERT's.
 *
 * @throws UserError where the tokenizer's files are no longer where they were loaded from.
 */
export async function saveEncoder(
  encoder: Encoder,
  folder: string,
  options: SaveOptions = {},
): Promise<void> {
  const { config, weights, pooling, width } = encoder;
  const { maxLength = encoder.maxLength } = options;
  await mkdir(folder, { recursive: true });
  await writeAtomically(
    path.join(folder, "config.json"),
    `${JSON.stringify(encoderConfigJson(config), null, 2)}\n`,
  );
  if (encoder.folder) await copyTokenizer(encoder.folder, folder);
  else await writeTokenizer(folder, encoder.tokenizer.vocabulary, { maxLength: encoder.maxLength });
  const stored = await storedWeights(weights);
  const dense = await writeSentenceModules(folder, { pooling, width, maxLength });
  if (dense) {
    const linear = POOLER_WEIGHTS.map((name) =>
      [name.replace("pooler.dense", "linear"), stored.get(name)!] as const
    );
    await writeSafetensors(path.join(folder, dense, "model.safetensors"), new Map(linear));
  }
  await writeSafetensors(path.join(folder, "model.safetensors"), stored);
}

async function copyTokenizer(from: string, to: string): Promise<void> {
  const names = TOKENIZER_FILES.filter((name) => existsSync(path.join(from, name)));
  if (names.length === 0) {
    throw new UserError(`Expected the tokenizer's files in ${from}, where it was loaded, but they are gone`);
  }
  if (path.resolve(from) === path.resolve(to)) return;
  for (const name of names) await copyFile(path.join(from, name), path.join(to, name));
}

/** The current values of weights, ready to be written. */
export async function storedWeights(weights: Map<string, Held>): Promise<Map<string, StoredTensor>> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, weight] of weights) {
    tensors.set(name, storedFloat32(await weight.data() as Float32Array, weight.shape));
  }
  return tensors;
}

/**
 * Sets weights from a file that `storedWeights` filled.
 *
 * @throws UserError where a tensor is missing or misshapen.
 */
export function restoreWeights(
  weights: Map<string, Held>,
  stored: Map<string, StoredTensor>,
  file: string,
): void {
  for (const [name, weight] of weights) {
    const { shape } = weight;
    const tensor = stored.get(name);
    if (!tensor) {
      throw new UserError(`Expected a tensor ${name} of shape [${shape}] in ${file} but found none`);
    }
    if (tensor.shape.join() !== shape.join()) {
      throw new UserError(
        `Expected tensor ${name} of shape [${shape}] but found [${tensor.shape}] in ${file}`,
      );
    }
    const value = tf.tensor(float32Of(name, tensor), shape);
    weight.assign(value);
    value.dispose();
  }
}
