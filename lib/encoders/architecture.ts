/** What differs between the architectures of the BERT family. */
import type { EncoderConfig } from "./config.ts";

/** A head on the first token's state: a dense layer, an activation, and a linear layer that gives the score. */
export interface Head {
  /** Its class in transformers. */
  readonly model: string;
  /** Name of the dense layer, which is followed by `.weight` and `.bias`. */
  readonly dense: string;
  readonly activation: "tanh" | "relu";
  /** Name of the linear layer. */
  readonly out: string;
}

/**
 * An architecture: the names of its weights and settings. In all of them, embeddings are summed and normalised, and
 * each layer is attention and a feed-forward block, each followed by a sum and LayerNorm.
 */
export interface Architecture<Type extends string = string> {
  /** Its `model_type` in `config.json`. */
  readonly type: Type;
  /** Its class without a head, in transformers. */
  readonly model: string;
  /** Prefix of all names but the head's in models with a head, as in `roberta.embeddings…`. */
  readonly prefix: string;
  /** Its own names for fields of BERT's `config.json`. */
  readonly fields?: Partial<Record<keyof EncoderConfig, string>>;
  /** Fields of BERT's `config.json` that it lacks: the same in every checkpoint. */
  readonly fixed?: Partial<EncoderConfig>;
  /** Prefix of the names of layer i. */
  layer(i: number): string;
  /**
   * The eight parts of a layer, each with `.weight` and `.bias`: query, key, value, the attention's output and
   * LayerNorm, the feed-forward block's two matrices and LayerNorm.
   */
  readonly parts: readonly [string, string, string, string, string, string, string, string];
  /**
   * The weight of the relative position bias, `[buckets, heads]`, which all layers share; absent where it has none.
   */
  readonly positionBias?: string;
  /** Row of the position embedding for a text's first token. */
  firstPosition(config: EncoderConfig): number;
  /** The head of its class for sequence classification in transformers, which makes it a cross-encoder. */
  readonly head: Head;
  /** Prefixes of names in heads, which a checkpoint may have and which are ignored. */
  readonly heads: readonly string[];
}
