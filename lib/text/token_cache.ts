/** Tokenised collections on disk, so that the same texts are tokenised once. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { Buffer } from "node:buffer";
import { inCache, type TokenBatch, UserError, warnOfDamage } from "../base/mod.ts";
import { readTokens, writeTokens } from "../data/mod.ts";
import { type PackOptions, packTexts } from "./batches.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** Raise this number when the same tokenizer gives other ids. */
const VERSION = 1;

/**
 * `packTexts` with a cache: an Arrow file with one list of ids for each text, found again by the tokenizer, the texts
 * and the maximum length.
 */
export async function packCollection(
  tokenizer: Tokenizer,
  texts: readonly string[],
  options: PackOptions,
): Promise<TokenBatch> {
  const file = inCache("tokens", `${keyOf(tokenizer, texts, options)}.arrow`);
  if (existsSync(file)) {
    try {
      return await readTokens(file);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      warnOfDamage(file);
    }
  }
  const batch = packTexts(tokenizer, texts, options);
  await writeTokens(file, batch);
  return batch;
}

function keyOf(tokenizer: Tokenizer, texts: readonly string[], { maxLength }: PackOptions): string {
  const hash = createHash("sha256").update(JSON.stringify([VERSION, maxLength, tokenizer.files]));
  for (const text of texts) hash.update(`\n${Buffer.byteLength(text)} `).update(text);
  return hash.digest("hex").slice(0, 32);
}
