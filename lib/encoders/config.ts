/** The configuration of a BERT encoder, in the names of a checkpoint's `config.json`. */
import { readFile } from "node:fs/promises";
import { messageOf, UserError } from "../base/mod.ts";

export interface BertConfig {
  model_type: "bert";
  vocab_size: number;
  /** `D`, the width of every hidden state. */
  hidden_size: number;
  num_hidden_layers: number;
  num_attention_heads: number;
  /** Width inside the feed-forward block. */
  intermediate_size: number;
  /** Only `gelu`, the exact one with the error function. */
  hidden_act: "gelu";
  max_position_embeddings: number;
  type_vocab_size: number;
  layer_norm_eps: number;
}

const SIZES = [
  "vocab_size",
  "hidden_size",
  "num_hidden_layers",
  "num_attention_heads",
  "intermediate_size",
  "max_position_embeddings",
  "type_vocab_size",
] as const;

/**
 * Reads and checks a `config.json`; fields that say nothing about the architecture are kept as they are.
 *
 * @throws UserError where the file is missing, is not JSON, or describes another architecture.
 */
export async function readBertConfig(file: string): Promise<BertConfig> {
  let config: Record<string, unknown>;
  try {
    config = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UserError(`Expected an encoder's configuration in ${file} but: ${messageOf(error)}`);
  }
  const problem = (field: string, expected: string) =>
    new UserError(
      `Expected ${field} to be ${expected} but found ${JSON.stringify(config[field])} in ${file}`,
    );
  if (config.model_type !== "bert") throw problem("model_type", '"bert"');
  for (const field of SIZES) {
    if (!Number.isInteger(config[field]) || (config[field] as number) < 1) {
      throw problem(field, "a positive integer");
    }
  }
  if (config.hidden_act !== "gelu") throw problem("hidden_act", '"gelu"');
  if (!((config.layer_norm_eps as number) > 0)) throw problem("layer_norm_eps", "a positive number");
  if ((config.position_embedding_type ?? "absolute") !== "absolute") {
    throw problem("position_embedding_type", '"absolute"');
  }
  if ((config.hidden_size as number) % (config.num_attention_heads as number) !== 0) {
    throw problem("hidden_size", "a multiple of num_attention_heads");
  }
  return config as unknown as BertConfig;
}
