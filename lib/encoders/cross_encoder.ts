/**
 * A cross-encoder: a query and a passage in one sequence, and a head on the first token's state that gives their score.
 */
import path from "node:path";
import type { TokenBatch } from "../base/mod.ts";
import { checkPrecision, type Precision, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import type { Tokenizer } from "../text/mod.ts";
import type { EncoderConfig } from "./config.ts";
import { readEncoderConfig } from "./config_file.ts";
import { dropoutMasks } from "./dropout.ts";
import {
  checkLengths,
  type EncodeOptions,
  loadFittingTokenizer,
  nameWithLayers,
  positionsOf,
  withLayers,
} from "./encoder.ts";
import { encoderFolder } from "./encoder_folder.ts";
import { headShapes, scoresOf } from "./head.ts";
import { loadWeights } from "./load_weights.ts";
import { hiddenStates } from "./model.ts";
import { planBatch } from "./plan.ts";
import { pool, poolSecond } from "./pooling.ts";
import { readSentenceConfig } from "./sentence_config.ts";
import { readSentenceModules } from "./sentence_modules.ts";
import type { Weights } from "./weights.ts";

export interface CrossEncoder {
  /** As tables print it. */
  readonly name: string;
  readonly config: EncoderConfig;
  readonly tokenizer: Tokenizer;
  /** Trainable variables by the checkpoint's names, the head's included. */
  readonly weights: Weights;
  /** Of its products with weights, in training too; its weights are in float32. */
  readonly precision: Precision;
  /** Whether texts are lower-cased before they are tokenized. */
  readonly lowerCase: boolean;
  /** The longest pair that it can take, in tokens. */
  readonly positions: number;
  /** Number of trainable values. */
  readonly parameters: number;
  /**
   * Scores the pairs of a packed batch, as `packPairs` makes it.
   *
   * @returns `[B]`, higher is more relevant, without a sigmoid; differentiable in the weights.
   */
  score(pairs: TokenBatch, options?: EncodeOptions): Tensor1D;
  /**
   * Scores pairs, and gives what it makes of their passages on the way: the mean states of the passages' tokens.
   *
   * @returns `[B]` and `[B, D]`, both differentiable in the weights.
   */
  read(pairs: TokenBatch, options?: EncodeOptions): { scores: Tensor1D; passages: Tensor2D };
  /** Frees the weights. */
  dispose(): void;
}

export interface LoadCrossEncoderOptions {
  /**
   * Seed of those parts of the head that the checkpoint lacks, as one of a bi-encoder does. Without a seed, a missing head
   * is an error.
   */
  headSeed?: number;
  /** Layers that are kept, from the first on; default all. */
  layers?: number;
  /** Of the products with weights, in training too; default float32. */
  precision?: Precision;
}

/**
 * Loads a cross-encoder, or an encoder to train one from.
 *
 * The head is that of transformers' classes for sequence classification with one label; sentence-transformers saves the
 * same. A sigmoid that follows it there is left out here: it changes no ranking.
 *
 * @param name What `loadEncoder` takes, or the folder of a saved cross-encoder.
 * @throws UserError as `loadEncoder`; and where the head is missing, or has several labels.
 */
export async function loadCrossEncoder(
  name: string,
  options: LoadCrossEncoderOptions = {},
): Promise<CrossEncoder> {
  const { headSeed, layers, precision } = options;
  const folder = await encoderFolder(name);
  // What follows the transformer, such as pooling, is not used.
  const modules = await readSentenceModules(folder).catch(() => ({ transformer: "" }));
  const transformer = path.join(folder, modules.transformer);
  const stored = await readEncoderConfig(path.join(transformer, "config.json"));
  const { lowerCase } = await readSentenceConfig(folder, transformer, { similarity: "cosine" });
  const config = layers === undefined ? stored : withLayers(stored, layers, folder);
  const tokenizer = await loadFittingTokenizer(transformer, config);
  const weights = await loadWeights(transformer, config, {
    head: headShapes(config),
    headSeed,
    storedLayers: stored.num_hidden_layers,
  });
  const sizes = { kept: config.num_hidden_layers, all: stored.num_hidden_layers };
  const base = name === folder ? path.basename(folder) : name;
  return makeCrossEncoder({
    ...{ name: nameWithLayers(base, sizes), config, tokenizer, weights },
    ...{ lowerCase, precision },
  });
}

/** Makes a cross-encoder from its parts. */
export function makeCrossEncoder(
  parts:
    & Pick<CrossEncoder, "name" | "config" | "tokenizer" | "weights">
    & Partial<Pick<CrossEncoder, "lowerCase" | "precision">>,
): CrossEncoder {
  const { name, config, weights, lowerCase = false, precision = "float32" } = parts;
  checkPrecision(precision);
  const positions = positionsOf(config);
  const states = (pairs: TokenBatch, dropout: EncodeOptions["dropout"]) => {
    const plan = planBatch(pairs);
    checkLengths(plan, { positions, name });
    return { plan, hidden: hiddenStates(plan, weights, config, { dropout, precision }) };
  };
  const scores = ({ plan, hidden }: ReturnType<typeof states>, dropout: EncodeOptions["dropout"]) => {
    const mask = dropoutMasks(dropout)("hidden", config.num_hidden_layers, 0);
    return scoresOf(pool(hidden, plan, "cls"), weights, { config, mask });
  };
  return {
    ...parts,
    lowerCase,
    precision,
    positions,
    parameters: [...weights.values()].reduce((sum, weight) => sum + weight.size, 0),
    score(pairs, { dropout } = {}) {
      return tf.tidy(() => scores(states(pairs, dropout), dropout));
    },
    read(pairs, { dropout } = {}) {
      return tf.tidy(() => {
        const read = states(pairs, dropout);
        return { scores: scores(read, dropout), passages: poolSecond(read.hidden, read.plan) };
      });
    },
    dispose() {
      for (const weight of weights.values()) weight.dispose();
    },
  };
}

/**
 * Whether a name is that of a cross-encoder: whether its `config.json` names a class for sequence classification.
 *
 * @throws UserError as `loadEncoder`, where the name is none of an encoder.
 */
export async function isCrossEncoder(name: string): Promise<boolean> {
  const folder = await encoderFolder(name);
  const modules = await readSentenceModules(folder).catch(() => ({ transformer: "" }));
  const config = await readEncoderConfig(path.join(folder, modules.transformer, "config.json"));
  const { architectures } = config as EncoderConfig & { architectures?: unknown };
  return Array.isArray(architectures) &&
    architectures.some((name) => /ForSequenceClassification$/.test(name));
}
