/**
 * An encoder: texts to embeddings, with named weights, its tokenizer and its pooling.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { inProject, type TokenBatch, UserError, writeAtomically } from "../base/mod.ts";
import { fetchMiniLM } from "../data/mod.ts";
import { type Tensor2D, tf } from "../engine/mod.ts";
import { loadTokenizer, type Tokenizer, writeTokenizer } from "../text/mod.ts";
import { type EncoderConfig, encoderConfigJson, readEncoderConfig } from "./config.ts";
import { bertHiddenStates, makeWeights, type Weights } from "./model.ts";
import { planBatch } from "./plan.ts";
import { pool, type Pooling } from "./pooling.ts";
import {
  float32Of,
  readSafetensors,
  storedFloat32,
  type StoredTensor,
  writeSafetensors,
} from "./safetensors.ts";

export interface Encoder {
  /** As tables print it. */
  readonly name: string;
  readonly config: EncoderConfig;
  readonly tokenizer: Tokenizer;
  readonly pooling: Pooling;
  /** Trainable variables by the checkpoint's names. */
  readonly weights: Weights;
  /** `D`, the width of an embedding. */
  readonly width: number;
  /** Number of trainable values. */
  readonly parameters: number;
  /**
   * Embeds a packed batch.
   *
   * @returns `[B, D]`, not normalised; differentiable in the weights.
   */
  encode(batch: TokenBatch): Tensor2D;
  /** Frees the weights. */
  dispose(): void;
}

export interface LoadOptions {
  /** Default: what the folder's `1_Pooling/config.json` says, else `mean`. */
  pooling?: Pooling;
}

/**
 * Loads an encoder.
 *
 * @param name `minilm` (fetched on first need), `tiny` (shipped with the project), or a checkpoint's folder with
 *   `config.json`, `model.safetensors` and a tokenizer.
 * @throws UserError where something is missing, or a tensor is missing or misshapen, by its name.
 */
export async function loadEncoder(name: string, options: LoadOptions = {}): Promise<Encoder> {
  const folder = name === "minilm" ? await fetchMiniLM() : name === "tiny" ? inProject("data", "tiny") : name;
  if (!existsSync(path.join(folder, "config.json"))) {
    throw new UserError(
      `Expected an encoder's name (minilm, tiny) or a folder with config.json and model.safetensors ` +
        `but found neither at "${name}"`,
    );
  }
  const config = await readEncoderConfig(path.join(folder, "config.json"));
  const file = path.join(folder, "model.safetensors");
  const stored = await readSafetensors(file);
  const weights = makeWeights(config, (weight, shape) => valuesOf(stored, weight, shape, file));
  return makeEncoder({
    name: name === folder ? path.basename(folder) : name,
    config,
    tokenizer: await loadTokenizer(folder),
    pooling: options.pooling ?? await poolingOf(folder),
    weights,
  });
}

/** An encoder from its parts. */
export function makeEncoder(
  parts: Pick<Encoder, "name" | "config" | "tokenizer" | "pooling" | "weights">,
): Encoder {
  const { config, weights, pooling } = parts;
  return {
    ...parts,
    width: config.hidden_size,
    parameters: [...weights.values()].reduce((sum, weight) => sum + weight.size, 0),
    encode(batch) {
      return tf.tidy(() => {
        const plan = planBatch(batch);
        const longest = plan.lengths[plan.lengths.length - 1];
        if (longest > config.max_position_embeddings) {
          throw new UserError(
            `Expected texts of at most ${config.max_position_embeddings} tokens for ${parts.name} ` +
              `but found one of ${longest}. Cut them with maxLength.`,
          );
        }
        return pool(bertHiddenStates(plan, weights, config), plan, pooling);
      });
    },
    dispose() {
      for (const weight of weights.values()) weight.dispose();
    },
  };
}

/** Writes an encoder as a folder that `loadEncoder` and sentence-transformers read. */
export async function saveEncoder(encoder: Encoder, folder: string): Promise<void> {
  const { config, weights, pooling, width } = encoder;
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  await writeAtomically(path.join(folder, "config.json"), json(encoderConfigJson(config)));
  await writeTokenizer(folder, encoder.tokenizer.vocabulary, { maxLength: config.max_position_embeddings });
  const modules = ["Transformer", "Pooling"].map((type, idx) => ({
    idx,
    name: `${idx}`,
    path: idx === 0 ? "" : `${idx}_${type}`,
    type: `sentence_transformers.models.${type}`,
  }));
  await writeAtomically(path.join(folder, "modules.json"), json(modules));
  const poolingConfig = {
    word_embedding_dimension: width,
    pooling_mode_cls_token: pooling === "cls",
    pooling_mode_mean_tokens: pooling === "mean",
  };
  await writeAtomically(path.join(folder, "1_Pooling", "config.json"), json(poolingConfig));
  await writeSafetensors(path.join(folder, "model.safetensors"), await storedWeights(weights));
}

/** The current values of weights, ready to be written. */
export async function storedWeights(weights: Weights): Promise<Map<string, StoredTensor>> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, weight] of weights) {
    tensors.set(name, storedFloat32(await weight.data() as Float32Array, weight.shape));
  }
  return tensors;
}

/** Sets weights from a file that `storedWeights` filled. */
export function restoreWeights(weights: Weights, stored: Map<string, StoredTensor>, file: string): void {
  for (const [name, weight] of weights) {
    const value = tf.tensor(valuesOf(stored, name, weight.shape, file), weight.shape);
    weight.assign(value);
    value.dispose();
  }
}

function valuesOf(
  stored: Map<string, StoredTensor>,
  name: string,
  shape: number[],
  file: string,
): Float32Array {
  const tensor = stored.get(name) ?? stored.get(`bert.${name}`);
  if (!tensor) throw new UserError(`Expected a tensor ${name} of shape [${shape}] in ${file} but found none`);
  if (tensor.shape.join() !== shape.join()) {
    throw new UserError(`Expected tensor ${name} of shape [${shape}] but found [${tensor.shape}] in ${file}`);
  }
  return float32Of(name, tensor);
}

async function poolingOf(folder: string): Promise<Pooling> {
  const file = path.join(folder, "1_Pooling", "config.json");
  if (!existsSync(file)) return "mean";
  const config = JSON.parse(await readFile(file, "utf8"));
  if (config.pooling_mode_cls_token) return "cls";
  if (config.pooling_mode_mean_tokens) return "mean";
  throw new UserError(
    `Expected mean or CLS pooling in ${file} but found neither. Name one with the option pooling.`,
  );
}
