/** Which weights an encoder starts from. */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { inProject } from "../base/mod.ts";
import type { EncoderName } from "./config.ts";

const known = new Map<string, string>();

/**
 * The first 16 hexadecimal digits of the SHA-256 of an encoder's weights, where they may change under its name:
 * `tiny` can be pretrained anew. "" for `minilm`, whose download has its checksum in the code, and for none.
 */
export function encoderWeights(encoder: EncoderName): string {
  if (encoder !== "tiny") return "";
  const file = inProject("data", "tiny", "model.safetensors");
  const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (changed === undefined) return "";
  const key = `${file} ${changed}`;
  if (!known.has(key)) {
    known.set(key, createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16));
  }
  return known.get(key)!;
}
