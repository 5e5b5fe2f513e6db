/** A very small BERT for tests. */
import type { BertConfig } from "./config.ts";

/** Its configuration, with changes. */
export function smallConfig(changes: Partial<BertConfig> = {}): BertConfig {
  return {
    model_type: "bert",
    vocab_size: 20,
    hidden_size: 8,
    num_hidden_layers: 2,
    num_attention_heads: 2,
    intermediate_size: 16,
    hidden_act: "gelu",
    max_position_embeddings: 16,
    type_vocab_size: 2,
    layer_norm_eps: 1e-12,
    ...changes,
  };
}
