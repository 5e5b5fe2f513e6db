/**
 * An encoder: texts to embeddings, with named weights, its tokenizer and its pooling.
 */
import path from "node:path";
import { type TokenBatch, UserError } from "../base/mod.ts";
import { type Tensor2D, tf } from "../engine/mod.ts";
import { loadTokenizer, type Tokenizer } from "../text/mod.ts";
import { architectureOf } from "./architectures.ts";
import type { EncoderConfig } from "./config.ts";
import { readEncoderConfig } from "./config_file.ts";
import { encoderFolder } from "./encoder_folder.ts";
import { loadWeights } from "./load_weights.ts";
import type { Dropout } from "./dropout.ts";
import { hiddenStates } from "./model.ts";
import type { Weights } from "./weights.ts";
import { planBatch } from "./plan.ts";
import { pool, type Pooling } from "./pooling.ts";
import { readSentenceModules } from "./sentence_modules.ts";

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
  /** The longest text it takes, in tokens. */
  readonly maxLength: number;
  /** Number of trainable values. */
  readonly parameters: number;
  /**
   * Embeds a packed batch.
   *
   * @returns `[B, D]`, not normalised; differentiable in the weights.
   */
  encode(batch: TokenBatch, options?: EncodeOptions): Tensor2D;
  /** Frees the weights. */
  dispose(): void;
}

export interface EncodeOptions {
  /** As in training; default none. */
  dropout?: Dropout;
}

export interface LoadOptions {
  /** Default: what the folder says to sentence-transformers, else `mean`. */
  pooling?: Pooling;
  /**
   * Seed of a random pooler where `pooling` is `pooler` and the checkpoint has none. Without a seed, a missing pooler
   * is an error. The published RoBERTa has none, and the paper's reference trains a random one.
   */
  poolerSeed?: number;
}

/**
 * Loads an encoder.
 *
 * @param name `minilm`, `tiny` (shipped with the project), an id of the model hub such as `microsoft/mpnet-base`
 *   (fetched on first need), or a checkpoint's folder with `config.json`, `model.safetensors` (or its shards and their
 *   index) and a tokenizer.
 * @throws UserError where a file is missing; where a tensor is missing, misshapen or unexpected; or where the
 *   architecture is not BERT, DistilBERT, RoBERTa or MPNet.
 */
export async function loadEncoder(name: string, options: LoadOptions = {}): Promise<Encoder> {
  const folder = await encoderFolder(name);
  const config = await readEncoderConfig(path.join(folder, "config.json"));
  // An explicit pooling works even where the folder asks for modules that are not implemented.
  const modules = await readSentenceModules(folder).catch((error) => {
    if (options.pooling) return { pooling: options.pooling, dense: undefined };
    throw error;
  });
  const { pooling = modules.pooling } = options;
  const tokenizer = await loadTokenizer(folder);
  if (tokenizer.vocabularySize > config.vocab_size) {
    throw new UserError(
      `Expected a tokenizer of at most ${config.vocab_size} pieces, the vocab_size of config.json, but found ` +
        `${tokenizer.vocabularySize} in ${folder}`,
    );
  }
  const weights = await loadWeights(folder, config, {
    pooler: pooling === "pooler",
    poolerSeed: options.poolerSeed,
    dense: pooling === "pooler" ? modules.dense : undefined,
  });
  return makeEncoder({
    name: name === folder ? path.basename(folder) : name,
    config,
    tokenizer,
    pooling,
    weights,
  });
}

/** Makes an encoder from its parts. */
export function makeEncoder(
  parts: Pick<Encoder, "name" | "config" | "tokenizer" | "pooling" | "weights">,
): Encoder {
  const { config, weights, pooling } = parts;
  const maxLength = config.max_position_embeddings - architectureOf(config).firstPosition(config);
  return {
    ...parts,
    width: config.hidden_size,
    maxLength,
    parameters: [...weights.values()].reduce((sum, weight) => sum + weight.size, 0),
    encode(batch, { dropout } = {}) {
      return tf.tidy(() => {
        const plan = planBatch(batch);
        const longest = plan.lengths[plan.lengths.length - 1];
        if (longest > maxLength) {
          throw new UserError(
            `Expected texts of at most ${maxLength} tokens for ${parts.name} ` +
              `but found one of ${longest}. Cut them with maxLength.`,
          );
        }
        return pool(hiddenStates(plan, weights, config, dropout), plan, pooling, weights);
      });
    },
    dispose() {
      for (const weight of weights.values()) weight.dispose();
    },
  };
}
