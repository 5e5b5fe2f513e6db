/** BERT (Devlin et al. 2019), and so MiniLM. */
import type { Architecture } from "./architecture.ts";

export const bert: Architecture<"bert"> = {
  type: "bert",
  model: "BertModel",
  prefix: "bert",
  layer: (i) => `encoder.layer.${i}`,
  parts: [
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "attention.output.LayerNorm",
    "intermediate.dense",
    "output.dense",
    "output.LayerNorm",
  ],
  firstPosition: () => 0,
  head: {
    model: "BertForSequenceClassification",
    dense: "pooler.dense",
    activation: "tanh",
    out: "classifier",
  },
  heads: ["cls.", "classifier.", "qa_outputs."],
};
