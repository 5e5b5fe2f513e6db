/** What an encoder's embeddings depend on, as one hash. */
import { createHash } from "node:crypto";
import type { Encoder } from "./encoder.ts";

/**
 * The SHA-256 of an encoder's configuration, pooling, prompts, similarity, tokenizer files and weights, in hexadecimal. Encoders of one
 * fingerprint give the same embeddings, whatever their names.
 */
export async function encoderFingerprint(encoder: Omit<Encoder, "name">): Promise<string> {
  const { config, pooling, prompts, similarity, lowerCase, tokenizer, weights } = encoder;
  const facts = [config, pooling, prompts, similarity, lowerCase, tokenizer.files];
  const hash = createHash("sha256").update(JSON.stringify(facts));
  for (const [name, weight] of weights) hash.update(name).update(await weight.data() as Float32Array);
  return hash.digest("hex");
}
