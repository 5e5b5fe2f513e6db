/** A model of the BERT family on packed batches: embeddings, then transformer layers. */
import type { Precision, Tensor2D } from "../engine/mod.ts";
import { architectureOf } from "./architectures.ts";
import type { EncoderConfig } from "./config.ts";
import { type Dropout, dropoutMasks } from "./dropout.ts";
import { EMBEDDING_WEIGHTS, embedTokens } from "./embeddings.ts";
import { transformerLayer } from "./layer.ts";
import type { Plan } from "./plan.ts";
import { RELATIVE_BUCKETS } from "./relative_position.ts";
import type { Weights } from "./weights.ts";

const [WORDS, POSITIONS, TYPES] = EMBEDDING_WEIGHTS;

/** The embeddings' names for an architecture, in the order of `embedTokens`. */
function embeddingNames(config: EncoderConfig): string[] {
  return EMBEDDING_WEIGHTS.filter((name) => name !== TYPES || config.type_vocab_size > 0);
}

/** The sixteen names of layer i, in the order of `transformerLayer`. */
function layerNames(config: EncoderConfig, i: number): string[] {
  const { layer, parts } = architectureOf(config);
  return parts.flatMap((part) => [`${layer(i)}.${part}.weight`, `${layer(i)}.${part}.bias`]);
}

/** The names and shapes of an encoder's weights, in a checkpoint's own names; without a pooler. */
export function weightShapes(config: EncoderConfig): Map<string, number[]> {
  const { hidden_size: D, intermediate_size: F } = config;
  const rows: Record<string, number> = {
    [WORDS]: config.vocab_size,
    [POSITIONS]: config.max_position_embeddings,
    [TYPES]: config.type_vocab_size,
  };
  const shapes = new Map<string, number[]>();
  for (const name of embeddingNames(config)) shapes.set(name, name in rows ? [rows[name], D] : [D]);
  const square = [[D, D], [D]];
  const norm = [[D], [D]];
  const layer = [square, square, square, square, norm, [[F, D], [F]], [[D, F], [D]], norm].flat();
  for (let i = 0; i < config.num_hidden_layers; i++) {
    layerNames(config, i).forEach((name, k) => shapes.set(name, layer[k]));
  }
  const { positionBias } = architectureOf(config);
  if (positionBias) shapes.set(positionBias, [RELATIVE_BUCKETS, config.num_attention_heads]);
  return shapes;
}

export interface HiddenStatesOptions {
  /** As in training; default none. */
  dropout?: Dropout;
  /** Of the products with weights; default float32. */
  precision?: Precision;
}

/**
 * Last hidden states of a planned batch.
 *
 * @returns `[T, D]`, tokens in the plan's order; differentiable in all weights.
 */
export function hiddenStates(
  plan: Plan,
  weights: Weights,
  config: EncoderConfig,
  { dropout, precision = "float32" }: HiddenStatesOptions = {},
): Tensor2D {
  const get = (name: string) => weights.get(name)!;
  const { positionBias, firstPosition } = architectureOf(config);
  const epsilon = config.layer_norm_eps;
  const masks = dropoutMasks(dropout);
  const options = {
    heads: config.num_attention_heads,
    epsilon,
    precision,
    positionBias: positionBias === undefined ? undefined : get(positionBias),
  };
  let hidden = embedTokens(plan, embeddingNames(config).map(get), {
    epsilon,
    firstPosition: firstPosition(config),
    mask: masks("hidden", 0, 0),
  });
  for (let i = 0; i < config.num_hidden_layers; i++) {
    hidden = transformerLayer(hidden, layerNames(config, i).map(get), plan, { ...options, layer: i, masks });
  }
  return hidden;
}
