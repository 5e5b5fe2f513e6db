import { mkdir } from "node:fs/promises";
import path from "node:path";
import { writeAtomically } from "../base/mod.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { wordPiece } from "./wordpiece.ts";

export interface WriteTokenizerOptions {
  /** The longest text that the encoder takes, in tokens, unless the tokenizer's files say otherwise; default 512. */
  maxLength?: number;
}

/**
 * Writes a tokenizer as files that `loadTokenizer` and Hugging Face's libraries read: those that it was loaded from,
 * unchanged, or the usual ones of its kind.
 *
 * @param tokenizer A tokenizer; or the pieces of a lower-casing WordPiece by id, as `trainWordPiece` returns them.
 */
export async function writeTokenizer(
  folder: string,
  tokenizer: Tokenizer | readonly string[],
  options: WriteTokenizerOptions = {},
): Promise<void> {
  const { maxLength = 512 } = options;
  const { files } = "encode" in tokenizer ? tokenizer : wordPiece(tokenizer);
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await writeAtomically(
      path.join(folder, name),
      name === "tokenizer_config.json" ? withMaxLength(content, maxLength) : content,
    );
  }
}

function withMaxLength(content: string, maxLength: number): string {
  const config = JSON.parse(content);
  if ("model_max_length" in config) return content;
  return JSON.stringify({ ...config, model_max_length: maxLength }, null, 2) + "\n";
}
