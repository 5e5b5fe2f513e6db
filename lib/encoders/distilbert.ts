/** DistilBERT (Sanh et al. 2019): BERT without types and with other names. */
import type { Architecture } from "./architecture.ts";

export const distilbert: Architecture<"distilbert"> = {
  type: "distilbert",
  model: "DistilBertModel",
  prefix: "distilbert",
  fields: {
    hidden_size: "dim",
    intermediate_size: "hidden_dim",
    num_attention_heads: "n_heads",
    num_hidden_layers: "n_layers",
    hidden_act: "activation",
  },
  fixed: { type_vocab_size: 0, layer_norm_eps: 1e-12 },
  layer: (i) => `transformer.layer.${i}`,
  parts: [
    "attention.q_lin",
    "attention.k_lin",
    "attention.v_lin",
    "attention.out_lin",
    "sa_layer_norm",
    "ffn.lin1",
    "ffn.lin2",
    "output_layer_norm",
  ],
  firstPosition: () => 0,
  head: {
    model: "DistilBertForSequenceClassification",
    dense: "pre_classifier",
    activation: "relu",
    out: "classifier",
  },
  heads: [
    "vocab_transform.",
    "vocab_layer_norm.",
    "vocab_projector.",
    "pre_classifier.",
    "classifier.",
    "qa_outputs.",
  ],
};
