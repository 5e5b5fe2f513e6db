/** A checkpoint's `config.json`: reading it, checking it, writing it. */
import { readFile } from "node:fs/promises";
import { messageOf, requireRegularFile, UserError } from "../base/mod.ts";
import { architectureOf, architectures } from "./architectures.ts";
import type { EncoderConfig } from "./config.ts";

const SIZES = [
  "vocab_size",
  "hidden_size",
  "num_hidden_layers",
  "num_attention_heads",
  "intermediate_size",
  "max_position_embeddings",
  "type_vocab_size",
] as const;

/** Values that some fields must have where they are present. */
const REQUIRED: Record<string, unknown> = {
  position_embedding_type: "absolute",
  is_decoder: false,
  add_cross_attention: false,
  relative_attention_num_buckets: 32,
};

/**
 * Reads and checks a `config.json`.
 *
 * @throws UserError where the file is missing, is not JSON, or describes an encoder that cannot be run here.
 */
export async function readEncoderConfig(file: string): Promise<EncoderConfig> {
  await requireRegularFile(file);
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UserError(`Expected an encoder's configuration in ${file} but: ${messageOf(error)}`);
  }
  return parseEncoderConfig(json, file);
}

/** Checks the content of a `config.json`; `file` is its name in messages. */
export function parseEncoderConfig(json: Record<string, unknown>, file: string): EncoderConfig {
  const problem = (field: string, expected: string) =>
    new UserError(`Expected ${field} to be ${expected} but found ${JSON.stringify(json[field])} in ${file}`);
  const architecture = architectures.find(({ type }) => type === json.model_type);
  if (!architecture) {
    throw problem("model_type", `one of ${architectures.map(({ type }) => type).join(", ")}`);
  }
  const { fields = {}, fixed = {} } = architecture;
  const config: Record<string, unknown> = { ...json };
  for (const [ours, theirs] of Object.entries(fields)) {
    config[ours] = json[theirs];
    delete config[theirs];
  }
  Object.assign(config, fixed);

  for (const field of SIZES) {
    if (field in fixed) continue;
    const value = config[field] as number;
    if (!Number.isInteger(value) || value < 1) throw problem(fields[field] ?? field, "a positive integer");
  }
  if (config.hidden_act !== "gelu") {
    throw problem(fields.hidden_act ?? "hidden_act", '"gelu", the only activation that is implemented,');
  }
  if (!((config.layer_norm_eps as number) > 0)) throw problem("layer_norm_eps", "a positive number");
  for (const [field, value] of Object.entries(REQUIRED)) {
    if ((config[field] ?? value) !== value) throw problem(field, JSON.stringify(value));
  }
  if ((config.hidden_size as number) % (config.num_attention_heads as number) !== 0) {
    throw problem(
      fields.hidden_size ?? "hidden_size",
      `a multiple of ${fields.num_attention_heads ?? "num_attention_heads"}`,
    );
  }
  return config as unknown as EncoderConfig;
}

/**
 * The `config.json` of a model, by default one without a head, whose weights are stored as float32, in its architecture's
 * own names.
 */
export function encoderConfigJson(
  config: EncoderConfig,
  model: string = architectureOf(config).model,
): Record<string, unknown> {
  const { fields = {}, fixed = {} } = architectureOf(config);
  const json: Record<string, unknown> = { architectures: [model] };
  for (const [field, value] of Object.entries(config)) {
    // The precision of the original weights.
    if (field === "architectures" || field === "torch_dtype" || field === "dtype" || field in fixed) continue;
    json[fields[field as keyof EncoderConfig] ?? field] = value;
  }
  return json;
}
