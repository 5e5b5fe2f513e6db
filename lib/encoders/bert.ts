/**
 * BERT on packed batches (Devlin et al. 2019): embeddings, then transformer layers.
 */
import { type Tensor2D, tf, type Variable } from "../engine/mod.ts";
import type { BertConfig } from "./config.ts";
import { EMBEDDING_WEIGHTS, embedTokens } from "./embeddings.ts";
import { LAYER_WEIGHTS, transformerLayer } from "./layer.ts";
import type { Plan } from "./plan.ts";

export type Weights = Map<string, Variable>;

/** The names and shapes of an encoder's weights, in a checkpoint's own names. */
export function bertShapes(config: BertConfig): Map<string, number[]> {
  const { hidden_size: D, intermediate_size: F } = config;
  const shapes = new Map<string, number[]>([
    ["embeddings.word_embeddings.weight", [config.vocab_size, D]],
    ["embeddings.position_embeddings.weight", [config.max_position_embeddings, D]],
    ["embeddings.token_type_embeddings.weight", [config.type_vocab_size, D]],
    ["embeddings.LayerNorm.weight", [D]],
    ["embeddings.LayerNorm.bias", [D]],
  ]);
  for (let i = 0; i < config.num_hidden_layers; i++) {
    for (const name of LAYER_WEIGHTS) {
      const matrix = name.endsWith("dense.weight") || name.includes(".self.") && name.endsWith(".weight");
      const [rows, columns] = name.startsWith("intermediate")
        ? [F, D]
        : name === "output.dense.weight"
        ? [D, F]
        : [D, D];
      shapes.set(`encoder.layer.${i}.${name}`, matrix ? [rows, columns] : [rows]);
    }
  }
  return shapes;
}

/**
 * Last hidden states of a planned batch.
 *
 * @returns `[T, D]`, tokens in the plan's order; differentiable in all weights.
 */
export function bertHiddenStates(plan: Plan, weights: Weights, config: BertConfig): Tensor2D {
  const get = (name: string) => weights.get(name)!;
  const options = { heads: config.num_attention_heads, epsilon: config.layer_norm_eps };
  let hidden = embedTokens(plan, EMBEDDING_WEIGHTS.map(get), config.layer_norm_eps);
  for (let i = 0; i < config.num_hidden_layers; i++) {
    hidden = transformerLayer(
      hidden,
      LAYER_WEIGHTS.map((name) => get(`encoder.layer.${i}.${name}`)),
      plan,
      options,
    );
  }
  return hidden;
}

/** Weights from values: variables by the checkpoint's names. */
export function makeWeights(
  config: BertConfig,
  values: (name: string, shape: number[]) => Float32Array,
): Weights {
  const weights: Weights = new Map();
  for (const [name, shape] of bertShapes(config)) {
    const initial = tf.tensor(values(name, shape), shape);
    weights.set(name, tf.variable(initial, true));
    initial.dispose();
  }
  return weights;
}
