/** MPNet (Song et al. 2020): a relative position bias in every layer, positions from 2, and no types. */
import type { Architecture } from "./architecture.ts";

export const mpnet: Architecture<"mpnet"> = {
  type: "mpnet",
  model: "MPNetModel",
  prefix: "mpnet",
  fixed: { type_vocab_size: 0 },
  layer: (i) => `encoder.layer.${i}`,
  parts: [
    "attention.attn.q",
    "attention.attn.k",
    "attention.attn.v",
    "attention.attn.o",
    "attention.LayerNorm",
    "intermediate.dense",
    "output.dense",
    "output.LayerNorm",
  ],
  positionBias: "encoder.relative_attention_bias.weight",
  // Whatever the configuration says: transformers has the padding's position, 1, in its code.
  firstPosition: () => 2,
  head: {
    model: "MPNetForSequenceClassification",
    dense: "classifier.dense",
    activation: "tanh",
    out: "classifier.out_proj",
  },
  heads: ["lm_head.", "classifier.", "qa_outputs."],
};
