/** RoBERTa (Liu et al. 2019): BERT's layers, positions numbered from the one after the padding token's id. */
import type { Architecture } from "./architecture.ts";
import { bert } from "./bert.ts";

export const roberta: Architecture<"roberta"> = {
  ...bert,
  type: "roberta",
  model: "RobertaModel",
  prefix: "roberta",
  firstPosition: ({ pad_token_id = 1 }) => pad_token_id + 1,
  head: {
    model: "RobertaForSequenceClassification",
    dense: "classifier.dense",
    activation: "tanh",
    out: "classifier.out_proj",
  },
  heads: ["lm_head.", "classifier.", "qa_outputs."],
};
