/** Tokenizers from the files that published encoders come with. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { messageOf, UserError } from "../base/mod.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { wordPiece } from "./wordpiece.ts";

/**
 * Reads the tokenizer of an encoder's folder: `tokenizer.json`, or, where there is none, `vocab.txt` with
 * `do_lower_case` of `tokenizer_config.json` (default true).
 *
 * Truncation and padding that `tokenizer.json` may ask for are ignored: `encode` has its own maximum, and nothing is
 * padded. Tokenizers other than BERT's WordPiece are refused.
 *
 * @param folder A folder's path.
 * @throws UserError where no tokenizer is there, a file is malformed, or it is of another kind.
 */
export async function loadTokenizer(folder: string): Promise<Tokenizer> {
  const file = path.join(folder, "tokenizer.json");
  const text = await readIfThere(file);
  if (text !== undefined) return fromTokenizerJson(text, file);
  const vocabularyFile = path.join(folder, "vocab.txt");
  const lines = await readIfThere(vocabularyFile);
  if (lines === undefined) {
    throw new UserError(
      `Expected tokenizer.json or vocab.txt in ${folder}, but neither is there. ` +
        `Name the folder of an encoder, or fetch its files again.`,
    );
  }
  const configFile = path.join(folder, "tokenizer_config.json");
  const config = parseJson(await readIfThere(configFile) ?? "{}", configFile);
  return wordPiece(vocabularyOfLines(lines, vocabularyFile), {
    lowerCase: config.do_lower_case !== false,
    stripAccents: typeof config.strip_accents === "boolean" ? config.strip_accents : undefined,
    source: vocabularyFile,
  });
}

function fromTokenizerJson(text: string, file: string): Tokenizer {
  const json = parseJson(text, file);
  const part = (name: string) => isRecord(json[name]) ? json[name] : {};
  const model = part("model"), normalizer = part("normalizer");
  for (
    const [name, expected] of [
      ["model", "WordPiece"],
      ["normalizer", "BertNormalizer"],
      ["pre_tokenizer", "BertPreTokenizer"],
    ]
  ) {
    const found = part(name).type;
    if (found !== expected) {
      throw new UserError(
        `Expected "${name}" of type ${expected} in ${file} but found ${
          found === undefined ? "none" : found
        }. ` +
          `Only BERT's WordPiece tokenizers can be read; choose an encoder that has one.`,
      );
    }
  }
  for (const name of ["clean_text", "handle_chinese_chars"]) {
    if (normalizer[name] === false) {
      throw new UserError(`Expected "${name}" to be true in the normalizer of ${file} but found false.`);
    }
  }
  if (!isRecord(model.vocab)) {
    throw new UserError(
      `Expected an object of pieces and ids at "model.vocab" in ${file}. Fetch the file again.`,
    );
  }
  const entries = Object.entries(model.vocab);
  const whole: string[] = [];
  for (const added of Array.isArray(json.added_tokens) ? json.added_tokens : []) {
    if (!isRecord(added) || typeof added.content !== "string" || added.content === "") {
      throw new UserError(
        `Expected "content" and "id" in each of "added_tokens" in ${file} but found ${
          JSON.stringify(added)
        }. ` +
          `Fetch the file again.`,
      );
    }
    entries.push([added.content, added.id]);
    whole.push(added.content);
  }
  return wordPiece(vocabularyOfEntries(entries, file), {
    lowerCase: normalizer.lowercase !== false,
    stripAccents: typeof normalizer.strip_accents === "boolean" ? normalizer.strip_accents : undefined,
    whole,
    continuation: typeof model.continuing_subword_prefix === "string"
      ? model.continuing_subword_prefix
      : "##",
    longestWord: typeof model.max_input_chars_per_word === "number" ? model.max_input_chars_per_word : 100,
    source: file,
  });
}

function vocabularyOfEntries(entries: [string, unknown][], file: string): string[] {
  const size = new Set(entries.map(([piece]) => piece)).size;
  const vocabulary: string[] = new Array(size);
  for (const [piece, id] of entries) {
    if (
      typeof piece !== "string" || !(typeof id === "number" && Number.isInteger(id) && id >= 0 && id < size)
    ) {
      throw new UserError(
        `Expected ids from 0 to ${size - 1} for the ${size} pieces in ${file} but found ${id} for ` +
          `${JSON.stringify(piece)}. Fetch the file again.`,
      );
    }
    if (vocabulary[id] !== undefined && vocabulary[id] !== piece) {
      throw new UserError(
        `Expected an id of its own for each piece in ${file} but found ${id} for both ` +
          `${JSON.stringify(vocabulary[id])} and ${JSON.stringify(piece)}. Fetch the file again.`,
      );
    }
    vocabulary[id] = piece;
  }
  return vocabulary;
}

function vocabularyOfLines(text: string, file: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const seen = new Map<string, number>();
  lines.forEach((piece, i) => {
    if (seen.has(piece)) {
      throw new UserError(
        `Expected each piece once in ${file} but found ${JSON.stringify(piece)} in line ${
          seen.get(piece)! + 1
        } ` +
          `and again in line ${i + 1}. Fetch the file again.`,
      );
    }
    seen.set(piece, i);
  });
  return lines;
}

function parseJson(text: string, file: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UserError(`Expected JSON in ${file} but found: ${messageOf(error)}. Fetch the file again.`);
  }
  if (!isRecord(json)) throw new UserError(`Expected a JSON object in ${file}. Fetch the file again.`);
  return json;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw new UserError(`Expected to read ${file} but: ${messageOf(error)}.`);
  }
}
