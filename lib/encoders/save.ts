/** Saves encoders. */
import path from "node:path";
import { writeAtomically } from "../base/mod.ts";
import { writeTokenizer } from "../text/mod.ts";
import { encoderConfigJson } from "./config_file.ts";
import type { Encoder } from "./encoder.ts";
import { POOLER_WEIGHTS } from "./pooling.ts";
import { storedWeights } from "./restore_weights.ts";
import { writeSafetensors } from "./safetensors_write.ts";
import { writeSentenceModules } from "./sentence_modules.ts";

export interface SaveOptions {
  /** Tokens that sentence-transformers cuts a text at; default as many as the encoder takes. */
  maxLength?: number;
  /** Whether the weights have a checksum; default true. Without it, equal weights are equal files, whoever wrote them. */
  checksum?: boolean;
}

/** Writes an encoder as a folder that `loadEncoder`, transformers and sentence-transformers read. */
export async function saveEncoder(
  encoder: Encoder,
  folder: string,
  options: SaveOptions = {},
): Promise<void> {
  const { config, weights, pooling, width, prompts, similarity, lowerCase } = encoder;
  const { maxLength = encoder.maxLength, checksum } = options;
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
    await writeSafetensors(path.join(folder, dense, "model.safetensors"), new Map(linear), { checksum });
  }
  await writeSafetensors(path.join(folder, "model.safetensors"), stored, { checksum });
}
