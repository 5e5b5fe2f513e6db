/** Loads tokenizers from the files of published encoders. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { UserError, whyUnreadable } from "../base/mod.ts";
import { TOKENIZER_FILES } from "../data/mod.ts";
import { bytePairs } from "./byte_pairs.ts";
import { parseJson } from "./json.ts";
import { bertSpecial, mpnetSpecial, robertaSpecial, specialOfConfig } from "./special.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { fromTokenizerJson } from "./tokenizer_json.ts";
import { mergesOfLines, vocabularyOfEntries, vocabularyOfLines } from "./vocabulary.ts";
import { wordPiece } from "./wordpiece.ts";

/**
 * Reads the tokenizer of an encoder's folder: `tokenizer.json`; where there is none, the `vocab.json` and `merges.txt`
 * of a RoBERTa, or the `vocab.txt` of a BERT, DistilBERT or MPNet, with the options of `tokenizer_config.json`.
 *
 * Truncation and padding that `tokenizer.json` may ask for are ignored: `encode` has its own maximum, and nothing is
 * padded. Tokenizers other than BERT's WordPiece and GPT-2's byte-level BPE are refused.
 *
 * @param folder A folder's path.
 * @throws UserError where there is no tokenizer, a file is malformed, or the tokenizer is of another kind.
 */
export async function loadTokenizer(folder: string): Promise<Tokenizer> {
  const at = (name: string) => path.join(folder, name);
  const files: Record<string, string> = {};
  for (const name of TOKENIZER_FILES) {
    const content = await readIfThere(at(name));
    if (content !== undefined) files[name] = content;
  }
  const config = parseJson(files["tokenizer_config.json"] ?? "{}", at("tokenizer_config.json"));
  if ("tokenizer.json" in files) {
    return fromTokenizerJson(files["tokenizer.json"], { file: at("tokenizer.json"), config, files });
  }
  let made: Tokenizer;
  if ("vocab.json" in files && "merges.txt" in files) {
    const entries = Object.entries(parseJson(files["vocab.json"], at("vocab.json")));
    made = bytePairs(
      vocabularyOfEntries(entries, at("vocab.json")),
      mergesOfLines(files["merges.txt"], at("merges.txt")),
      {
        special: specialOfConfig(config, robertaSpecial),
        prefixSpace: config.add_prefix_space === true,
        source: at("vocab.json"),
      },
    );
  } else if ("vocab.txt" in files) {
    const vocabulary = vocabularyOfLines(files["vocab.txt"], at("vocab.txt"));
    made = wordPiece(vocabulary, {
      // MPNet's vocabulary is BERT's with four tokens before it.
      special: specialOfConfig(config, vocabulary[0] === mpnetSpecial.cls ? mpnetSpecial : bertSpecial),
      lowerCase: config.do_lower_case !== false,
      stripAccents: typeof config.strip_accents === "boolean" ? config.strip_accents : undefined,
      source: at("vocab.txt"),
    });
  } else {
    throw new UserError(
      `Expected tokenizer.json or vocab.txt or vocab.json with merges.txt in ${folder}, but none is there. ` +
        `Name the folder of an encoder, or fetch its files again.`,
    );
  }
  return { ...made, files: { ...made.files, ...files } };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw new UserError(`Expected to read ${file} but could not: ${whyUnreadable(file, error)}`);
  }
}
