/** What tells one architecture of the BERT family from another. */
import type { EncoderConfig } from "./config.ts";

/**
 * An architecture: where its checkpoints keep what all of them have. Embeddings are summed and normalised, and each
 * layer is attention and a feed-forward block, each with its sum normalised after it.
 */
export interface Architecture<Type extends string = string> {
  /** Its `model_type` in `config.json`. */
  readonly type: Type;
  /** Its class without a head, in transformers. */
  readonly model: string;
  /** What models with a head put before the names of all that is not the head, as in `roberta.embeddings…`. */
  readonly prefix: string;
  /** Names that its `config.json` has for fields of BERT's. */
  readonly fields?: Partial<Record<keyof EncoderConfig, string>>;
  /** Fields of BERT's that are not in its `config.json`: the same in every checkpoint. */
  readonly fixed?: Partial<EncoderConfig>;
  /** What stands before the names of layer i. */
  layer(i: number): string;
  /**
   * The eight parts of a layer, each with `.weight` and `.bias`: query, key, value, the attention's output and
   * LayerNorm, the feed-forward block's two matrices and LayerNorm.
   */
  readonly parts: readonly [string, string, string, string, string, string, string, string];
  /** The weight of the relative position bias, `[buckets, heads]`, which all layers share; absent where none is. */
  readonly positionBias?: string;
  /** Row of the position embedding for a text's first token. */
  firstPosition(config: EncoderConfig): number;
  /** Heads: beginnings of names that a checkpoint may have and that are not read. */
  readonly heads: readonly string[];
}
