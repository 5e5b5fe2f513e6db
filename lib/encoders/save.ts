/** Saves encoders, and stores and restores weights. */
import path from "node:path";
import { UserError, writeAtomically } from "../base/mod.ts";
import { type MutableTensor, tf } from "../engine/mod.ts";
import { writeTokenizer } from "../text/mod.ts";
import { encoderConfigJson } from "./config_file.ts";
import type { Encoder } from "./encoder.ts";
import { POOLER_WEIGHTS } from "./pooling.ts";
import { float32Of, storedFloat32, type StoredTensor, writeSafetensors } from "./safetensors.ts";
import { writeSentenceModules } from "./sentence_modules.ts";

export interface SaveOptions {
  /** Tokens that sentence-transformers cuts a text at; default as many as the encoder takes. */
  maxLength?: number;
}

/** Writes an encoder as a folder that `loadEncoder`, transformers and sentence-transformers read. */
export async function saveEncoder(
  encoder: Encoder,
  folder: string,
  options: SaveOptions = {},
): Promise<void> {
  const { config, weights, pooling, width, prompts, similarity, lowerCase } = encoder;
  const { maxLength = encoder.maxLength } = options;
  await writeAtomically(
    path.join(folder, "config.json"),
    `${JSON.stringify(encoderConfigJson(config), null, 2)}\n`,
  );
  await writeTokenizer(folder, encoder.tokenizer, { maxLength: encoder.maxLength });
  const stored = await storedWeights(weights);
  const dense = await writeSentenceModules(folder, {
    pooling,
    width,
    maxLength,
    prompts,
    similarity,
    lowerCase,
  });
  if (dense) {
    const linear = POOLER_WEIGHTS.map((name) =>
      [name.replace("pooler.dense", "linear"), stored.get(name)!] as const
    );
    await writeSafetensors(path.join(folder, dense, "model.safetensors"), new Map(linear));
  }
  await writeSafetensors(path.join(folder, "model.safetensors"), stored);
}

/** The current values of weights, ready to be written. */
export async function storedWeights(weights: Map<string, MutableTensor>): Promise<Map<string, StoredTensor>> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, weight] of weights) {
    tensors.set(name, storedFloat32(await weight.data() as Float32Array, weight.shape));
  }
  return tensors;
}

/**
 * Sets weights to the values that `storedWeights` stored.
 *
 * @throws UserError where a tensor is missing or misshapen.
 */
export function restoreWeights(
  weights: Map<string, MutableTensor>,
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
