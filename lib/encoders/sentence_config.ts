/** The files in which sentence-transformers says how an encoder is meant to be used: prompts, similarity, lengths. */
import { existsSync } from "node:fs";
import path from "node:path";
import { UserError } from "../base/mod.ts";
import { readJsonFile } from "./json_file.ts";

/** What an encoder puts before a text; "" for nothing. */
export interface Prompts {
  readonly query: string;
  readonly passage: string;
  /** Of a text that is neither: sentence-transformers' default prompt. */
  readonly other: string;
}

/** How two embeddings are compared. */
export type Similarity = "cosine" | "dot";

export interface SentenceConfig {
  readonly prompts: Prompts;
  readonly similarity: Similarity;
  /** Tokens that a text is cut at; absent where no file says. */
  readonly maxLength?: number;
  /** Whether texts are lower-cased before they are tokenized, whatever the tokenizer does. */
  readonly lowerCase: boolean;
}

export interface SentenceConfigOptions {
  /** Instead of what the files say. */
  readonly prompts?: Partial<Prompts>;
  /** Instead of what the files say. */
  readonly similarity?: Similarity;
}

export const noPrompts: Prompts = { query: "", passage: "", other: "" };

/** Names of the file with lengths, the current one first; older versions named it after the architecture. */
const LENGTH_FILES = ["bert", "roberta", "distilbert", "mpnet"].map((name) => `sentence_${name}_config.json`);
/** Names under which a passage's prompt is stored, in the order in which they are tried. */
const PASSAGE_PROMPTS = ["document", "passage", "corpus"];
const SIMILARITIES: readonly Similarity[] = ["cosine", "dot"];

/**
 * Reads `config_sentence_transformers.json` and `sentence_bert_config.json`, as far as they are there.
 *
 * @param folder The encoder's folder.
 * @param transformer The folder of its transformer: the same, or `0_Transformer` inside it.
 * @param options What stands instead of the files.
 * @throws UserError where a file is malformed, or asks for a similarity that is not here.
 */
export async function readSentenceConfig(
  folder: string,
  transformer: string,
  options: SentenceConfigOptions = {},
): Promise<SentenceConfig> {
  const file = path.join(folder, "config_sentence_transformers.json");
  const config = existsSync(file) ? await readJsonFile<Record<string, unknown>>(file) : {};
  const lengthFile = LENGTH_FILES.map((name) => path.join(transformer, name)).find((name) =>
    existsSync(name)
  );
  const lengths = lengthFile ? await readJsonFile<Record<string, unknown>>(lengthFile) : {};
  const maxLength = lengths.max_seq_length ?? undefined;
  if (maxLength !== undefined && !(Number.isInteger(maxLength) && Number(maxLength) >= 2)) {
    throw new UserError(
      `Expected max_seq_length to be an integer of at least 2 but found ${maxLength} in ${lengthFile}`,
    );
  }
  return {
    prompts: { ...promptsOf(config, file), ...options.prompts },
    similarity: options.similarity ?? similarityOf(config.similarity_fn_name ?? "cosine", file),
    ...(maxLength !== undefined && { maxLength: Number(maxLength) }),
    lowerCase: lengths.do_lower_case === true,
  };
}

function promptsOf(config: Record<string, unknown>, file: string): Prompts {
  const prompts = (config.prompts ?? {}) as Record<string, string | null>;
  const malformed = Object.entries(prompts).find(([, text]) => text !== null && typeof text !== "string");
  if (malformed) {
    throw new UserError(`Expected prompts to be texts but found ${JSON.stringify(malformed[1])} in ${file}`);
  }
  const passage = PASSAGE_PROMPTS.find((name) => name in prompts);
  const byDefault = config.default_prompt_name;
  if (typeof byDefault === "string" && !(byDefault in prompts)) {
    throw new UserError(
      `Expected default_prompt_name to be one of ${
        Object.keys(prompts).join(", ") || "no prompts"
      } but found ` +
        `"${byDefault}" in ${file}`,
    );
  }
  return {
    query: prompts.query ?? "",
    passage: passage === undefined ? "" : prompts[passage] ?? "",
    other: typeof byDefault === "string" ? prompts[byDefault] ?? "" : "",
  };
}

function similarityOf(name: unknown, file: string): Similarity {
  const found = SIMILARITIES.find((similarity) => similarity === name);
  if (found) return found;
  throw new UserError(
    `Expected similarity_fn_name to be one of ${SIMILARITIES.join(", ")} but found "${name}" in ${file}. ` +
      "Name a similarity with the option similarity to use another.",
  );
}
