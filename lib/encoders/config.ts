/** What describes an encoder. */

/** The architectures that can run, by their `model_type` in `config.json`. */
export type ModelType = "bert" | "distilbert" | "roberta" | "mpnet";

/**
 * The sizes of an encoder, for every architecture in the names of BERT's `config.json`. Fields of the file that say
 * nothing about the architecture are kept beside them.
 */
export interface EncoderConfig {
  model_type: ModelType;
  vocab_size: number;
  /** `D`, the width of every hidden state. */
  hidden_size: number;
  num_hidden_layers: number;
  num_attention_heads: number;
  /** Width inside the feed-forward block. */
  intermediate_size: number;
  /** Only `gelu`, the exact one with the error function. */
  hidden_act: "gelu";
  /** Rows of the position embedding; RoBERTa and MPNet leave the first two unused. */
  max_position_embeddings: number;
  /** Rows of the type embedding; 0 where the architecture has none. */
  type_vocab_size: number;
  layer_norm_eps: number;
  /** RoBERTa numbers positions from the one after it. */
  pad_token_id?: number;
}

export interface BertConfig extends EncoderConfig {
  model_type: "bert";
}
