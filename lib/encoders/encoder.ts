/**
 * An encoder: texts to embeddings, with named weights, its tokenizer and its pooling.
 */
import path from "node:path";
import { counted, type TokenBatch, UserError } from "../base/mod.ts";
import { checkPrecision, type Precision, type Tensor2D, tf } from "../engine/mod.ts";
import { loadTokenizer, type Tokenizer } from "../text/mod.ts";
import { architectureOf } from "./architectures.ts";
import type { EncoderConfig } from "./config.ts";
import { readEncoderConfig } from "./config_file.ts";
import { encoderFolder, layersOfName } from "./encoder_folder.ts";
import { loadWeights } from "./load_weights.ts";
import type { Dropout } from "./dropout.ts";
import { hiddenStates } from "./model.ts";
import type { Weights } from "./weights.ts";
import { type Plan, planBatch } from "./plan.ts";
import { pool, type Pooling } from "./pooling.ts";
import { noPrompts, type Prompts, readSentenceConfig, type Similarity } from "./sentence_config.ts";
import { readSentenceModules, type SentenceModules } from "./sentence_modules.ts";

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
  /** What is put before a query, a passage, or another text. */
  readonly prompts: Prompts;
  /** How its embeddings are compared. */
  readonly similarity: Similarity;
  /** Of its products with weights, in training too; its weights are in float32. */
  readonly precision: Precision;
  /** Whether texts are lower-cased before they are tokenized. */
  readonly lowerCase: boolean;
  /** Tokens that a text is cut at where nothing else is asked for. */
  readonly maxLength: number;
  /** The longest text that it can take, in tokens. */
  readonly positions: number;
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
  /** Texts put before queries, passages and others; default: what the folder says to sentence-transformers, else none. */
  prompts?: Partial<Prompts>;
  /** Default: what the folder says, else `cosine`. */
  similarity?: Similarity;
  /** Tokens that a text is cut at; default: what the folder says, else as many as there are positions. */
  maxLength?: number;
  /** Layers that are kept, from the first on; default all. */
  layers?: number;
  /** Of the products with weights, in training too; default float32. */
  precision?: Precision;
}

/**
 * Loads an encoder.
 *
 * @param name `minilm`, `minilm-1` to `minilm-5` (its first layers), `mpnet`, `tiny` (shipped with the project), an id of
 *   the model hub such as `microsoft/mpnet-base` (fetched on first need), or a checkpoint's folder with `config.json`,
 *   `model.safetensors` (or its shards and their index) and a tokenizer.
 * @throws UserError where a file is missing; where a tensor is missing, misshapen or unexpected; or where the
 *   architecture is not BERT, DistilBERT, RoBERTa or MPNet; or where the engine has no such precision.
 */
export async function loadEncoder(name: string, options: LoadOptions = {}): Promise<Encoder> {
  const folder = await encoderFolder(name);
  // An explicit pooling works even where the folder asks for modules that are not implemented.
  const modules = await readSentenceModules(folder).catch((error): SentenceModules => {
    if (options.pooling) return { transformer: "", pooling: options.pooling, poolsPrompt: true };
    throw error;
  });
  const transformer = path.join(folder, modules.transformer);
  const stored = await readEncoderConfig(path.join(transformer, "config.json"));
  const named = layersOfName(name);
  const { layers = named ?? stored.num_hidden_layers } = options;
  const config = withLayers(
    { ...stored, num_hidden_layers: named ?? stored.num_hidden_layers },
    layers,
    name,
  );
  const { pooling = modules.pooling } = options;
  const sentences = await readSentenceConfig(folder, transformer, options);
  const prompted = Object.values(sentences.prompts).some((prompt) => prompt !== "");
  if (!modules.poolsPrompt && pooling === "mean" && prompted) {
    throw new UserError(
      `Expected a mean over a prompt's tokens too but found include_prompt false in ${folder}, which is not ` +
        "implemented. Name empty prompts with the option prompts to use the encoder without them.",
    );
  }
  const tokenizer = await loadFittingTokenizer(transformer, config);
  const weights = await loadWeights(transformer, config, {
    pooler: pooling === "pooler",
    poolerSeed: options.poolerSeed,
    dense: pooling === "pooler" && modules.dense ? path.join(folder, modules.dense) : undefined,
    storedLayers: stored.num_hidden_layers,
  });
  const base = name === folder ? path.basename(folder) : name;
  return makeEncoder({
    ...sentences,
    name: nameWithLayers(base, { kept: layers, all: named ?? stored.num_hidden_layers }),
    config,
    tokenizer,
    pooling,
    weights,
    precision: options.precision,
    ...(options.maxLength !== undefined && { maxLength: options.maxLength }),
  });
}

/** @throws UserError where there are fewer layers than asked for. */
export function withLayers(config: EncoderConfig, layers: number, name: string): EncoderConfig {
  const { num_hidden_layers: most } = config;
  if (Number.isInteger(layers) && layers >= 1 && layers <= most) {
    return { ...config, num_hidden_layers: layers };
  }
  throw new UserError(
    `Expected layers to be an integer from 1 to ${most}, all of ${name}, but found ${layers}`,
  );
}

/** @throws UserError where the tokenizer of a folder has more pieces than the encoder has embeddings. */
export async function loadFittingTokenizer(folder: string, config: EncoderConfig): Promise<Tokenizer> {
  const tokenizer = await loadTokenizer(folder);
  if (tokenizer.vocabularySize <= config.vocab_size) return tokenizer;
  throw new UserError(
    `Expected a tokenizer of at most ${config.vocab_size} pieces, the vocab_size of config.json, but found ` +
      `${tokenizer.vocabularySize} in ${folder}`,
  );
}

/** The name of an encoder whose first layers were kept. */
export function nameWithLayers(name: string, { kept, all }: { kept: number; all: number }): string {
  return kept === all ? name : `${name}, ${counted(kept, "layer")}`;
}

/** How many tokens a text may have: as many as there are positions for them. */
export function positionsOf(config: EncoderConfig): number {
  return config.max_position_embeddings - architectureOf(config).firstPosition(config);
}

/** @throws UserError where a text is longer than there are positions. */
export function checkLengths(
  { lengths }: Plan,
  { positions, name }: { positions: number; name: string },
): void {
  const longest = lengths[lengths.length - 1];
  if (longest <= positions) return;
  throw new UserError(
    `Expected texts of at most ${positions} tokens for ${name} but found one of ${longest}. ` +
      "Cut them with maxLength.",
  );
}

/** The same encoder, of the same weights, with another pooling; only one of the two is to be disposed of. */
export function withPooling(encoder: Encoder, pooling: Pooling): Encoder {
  return pooling === encoder.pooling ? encoder : makeEncoder({ ...encoder, pooling });
}

/** Makes an encoder from its parts. */
export function makeEncoder(
  parts:
    & Pick<Encoder, "name" | "config" | "tokenizer" | "pooling" | "weights">
    & Partial<Pick<Encoder, "prompts" | "similarity" | "lowerCase" | "maxLength" | "precision">>,
): Encoder {
  const { config, weights, pooling, prompts = noPrompts, similarity = "cosine", lowerCase = false } = parts;
  const { precision = "float32" } = parts;
  checkPrecision(precision);
  const positions = positionsOf(config);
  return {
    ...parts,
    prompts,
    similarity,
    lowerCase,
    precision,
    width: config.hidden_size,
    maxLength: Math.min(parts.maxLength ?? positions, positions),
    positions,
    parameters: [...weights.values()].reduce((sum, weight) => sum + weight.size, 0),
    encode(batch, { dropout } = {}) {
      return tf.tidy(() => {
        const plan = planBatch(batch);
        checkLengths(plan, { positions, name: parts.name });
        return pool(hiddenStates(plan, weights, config, { dropout, precision }), plan, pooling, weights);
      });
    },
    dispose() {
      for (const weight of weights.values()) weight.dispose();
    },
  };
}
