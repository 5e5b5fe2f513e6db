/** What an encoder's embeddings depend on, as one hash. */
import { createHash } from "node:crypto";
import type { CrossEncoder } from "./cross_encoder.ts";
import type { Encoder } from "./encoder.ts";
import type { Weights } from "./weights.ts";

/**
 * The SHA-256 of an encoder's configuration, pooling, prompts, similarity, precision, tokenizer files and weights, in
 * hexadecimal. Encoders of one fingerprint give the same embeddings, whatever their names.
 */
export async function encoderFingerprint(encoder: Omit<Encoder, "name">): Promise<string> {
  const { config, pooling, prompts, similarity, lowerCase, tokenizer, weights } = encoder;
  const facts = [config, pooling, prompts, similarity, lowerCase, tokenizer.files, ...precisionOf(encoder)];
  return await hashOf(facts, weights);
}

/**
 * The SHA-256 of a cross-encoder's configuration, precision, tokenizer files and weights, in hexadecimal; its name does not
 * count.
 */
export async function crossEncoderFingerprint(encoder: Omit<CrossEncoder, "name">): Promise<string> {
  const { config, lowerCase, tokenizer, weights } = encoder;
  return await hashOf(
    ["cross-encoder", config, lowerCase, tokenizer.files, ...precisionOf(encoder)],
    weights,
  );
}

/** Nothing where it is float32, so that what was kept before there was another is still found. */
function precisionOf({ precision }: Pick<Encoder, "precision">): string[] {
  return precision === "float32" ? [] : [precision];
}

async function hashOf(facts: unknown[], weights: Weights): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(facts));
  for (const [name, weight] of weights) hash.update(name).update(await weight.data() as Float32Array);
  return hash.digest("hex");
}
