/** Tokenizers from `tokenizer.json`, the format of Hugging Face's tokenizers. */
import { UserError } from "../base/mod.ts";
import { type AddedToken, addedToken } from "./added.ts";
import { bytePairs } from "./byte_pairs.ts";
import { isObject, type JsonObject, parseJson } from "./json.ts";
import { bertSpecial, robertaSpecial, specialOfConfig, type SpecialTokens } from "./special.ts";
import type { Separators, Tokenizer, TokenizerFiles } from "./tokenizer.ts";
import { mergesOfJson, vocabularyOfEntries } from "./vocabulary.ts";
import { wordPiece } from "./wordpiece.ts";

/** The place of a `tokenizer.json`, and the files beside it. */
export interface TokenizerJsonContext {
  /** Its path, for error messages. */
  readonly file: string;
  /** The content of `tokenizer_config.json`; empty where there is none. */
  readonly config: JsonObject;
  /** All files of the tokenizer. */
  readonly files: TokenizerFiles;
}

/**
 * Makes the tokenizer that a `tokenizer.json` describes: a WordPiece with BERT's normaliser and pre-tokeniser, or a
 * BPE on bytes with GPT-2's words, each with one token before a text and one after it.
 *
 * @throws UserError where it describes another kind, or is malformed.
 */
export function fromTokenizerJson(text: string, context: TokenizerJsonContext): Tokenizer {
  const { file, files } = context;
  const json = parseJson(text, file);
  const model = partOf(json, "model");
  if (model.type !== "WordPiece" && model.type !== "BPE") {
    throw unsupported('"model" of type WordPiece or BPE', model.type, file);
  }
  if (!isObject(model.vocab)) {
    throw new UserError(
      `Expected an object of pieces and ids at "model.vocab" in ${file}. Fetch the file again.`,
    );
  }
  const entries = Object.entries(model.vocab);
  const added = addedTokensOf(json, file);
  const vocabulary = vocabularyOfEntries(
    [...entries, ...added.map(({ content, id }) => [content, id] as [string, unknown])],
    file,
  );
  const pieces = new Set(entries.map(([piece]) => piece));
  const addedOnly = new Set(added.map(({ content }) => content).filter((content) => !pieces.has(content)));
  const special = specialOf(json, vocabulary, context);
  const separators = separatorsOf(partOf(json, "post_processor"));
  const shared = { special, separators, added, addedOnly, files, source: file };
  return model.type === "WordPiece"
    ? wordPiece(vocabulary, { ...shared, ...wordPieceOptions(json, file) })
    : bytePairs(vocabulary, mergesOfJson(model.merges, file), { ...shared, ...bytePairOptions(json, file) });
}

function wordPieceOptions(json: JsonObject, file: string) {
  const model = partOf(json, "model"), normalizer = partOf(json, "normalizer");
  requireType(json, "normalizer", "BertNormalizer", file);
  requireType(json, "pre_tokenizer", "BertPreTokenizer", file);
  for (const name of ["clean_text", "handle_chinese_chars"]) {
    if (normalizer[name] === false) throw unsupported(`"${name}" to be true in the normalizer`, false, file);
  }
  return {
    lowerCase: normalizer.lowercase !== false,
    stripAccents: typeof normalizer.strip_accents === "boolean" ? normalizer.strip_accents : undefined,
    continuation: typeof model.continuing_subword_prefix === "string"
      ? model.continuing_subword_prefix
      : "##",
    longestWord: typeof model.max_input_chars_per_word === "number" ? model.max_input_chars_per_word : 100,
  };
}

function bytePairOptions(json: JsonObject, file: string) {
  const model = partOf(json, "model"), words = partOf(json, "pre_tokenizer");
  if (json.normalizer !== null && json.normalizer !== undefined) {
    throw unsupported('no "normalizer" beside a BPE', partOf(json, "normalizer").type, file);
  }
  requireType(json, "pre_tokenizer", "ByteLevel", file);
  if (words.use_regex === false) {
    throw unsupported('"use_regex" to be true in the pre_tokenizer', false, file);
  }
  for (
    const name of ["dropout", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback", "fuse_unk"]
  ) {
    if (model[name]) throw unsupported(`no "${name}" in the model`, model[name], file);
  }
  return { prefixSpace: words.add_prefix_space === true, ignoreMerges: model.ignore_merges === true };
}

function addedTokensOf(json: JsonObject, file: string): AddedToken[] {
  return (Array.isArray(json.added_tokens) ? json.added_tokens : []).map((token) => {
    if (isObject(token) && typeof token.content === "string" && token.content !== "") {
      const flags = ["single_word", "lstrip", "rstrip", "normalized", "special"]
        .map((flag) => [flag, token[flag] === true]);
      return addedToken(token.content, token.id as number, Object.fromEntries(flags));
    }
    throw new UserError(
      `Expected "content" and "id" in each of "added_tokens" in ${file} but found ${
        JSON.stringify(token)
      }. ` +
        `Fetch the file again.`,
    );
  });
}

/** The first and last token are in the post-processor; the others are in the configuration, or the usual ones. */
function specialOf(
  json: JsonObject,
  vocabulary: readonly string[],
  { file, config }: TokenizerJsonContext,
): SpecialTokens {
  const { cls, sep } = edgesOf(partOf(json, "post_processor"), file);
  for (const [name, id] of [cls, sep]) {
    if (vocabulary[id] !== name) {
      throw new UserError(
        `Expected token ${id} to be ${
          JSON.stringify(name)
        }, as the post_processor of ${file} says, but found ` +
          `${JSON.stringify(vocabulary[id])}. Fetch the file again.`,
      );
    }
  }
  const usual = cls[0] === bertSpecial.cls ? bertSpecial : robertaSpecial;
  const { unk_token } = partOf(json, "model");
  const unk = typeof unk_token === "string" ? { unk: unk_token } : {};
  return { ...specialOfConfig(config, usual), ...unk, cls: cls[0], sep: sep[0] };
}

type Edge = [name: string, id: number];

function edgesOf(post: JsonObject, file: string): { cls: Edge; sep: Edge } {
  if (post.type === "BertProcessing" || post.type === "RobertaProcessing") {
    if (isEdge(post.cls) && isEdge(post.sep)) return { cls: post.cls, sep: post.sep };
  } else if (post.type === "TemplateProcessing" && Array.isArray(post.single) && post.single.length === 3) {
    const [first, text, last] = post.single.map((item) => isObject(item) ? item : {});
    const edge = (item: JsonObject): unknown => {
      const name = partOf(item, "SpecialToken").id;
      const { ids } = partOf(partOf(post, "special_tokens"), String(name));
      return [name, Array.isArray(ids) && ids.length === 1 ? ids[0] : undefined];
    };
    const [cls, sep] = [edge(first), edge(last)];
    if (isObject(text.Sequence) && isEdge(cls) && isEdge(sep)) return { cls, sep };
  }
  throw unsupported('"post_processor" with one token before the text and one after it', post.type, file);
}

/** Separators between two texts; undefined where the post-processor has no pair that can be read. */
function separatorsOf(post: JsonObject): Separators | undefined {
  if (post.type === "BertProcessing") return 1;
  if (post.type === "RobertaProcessing") return 2;
  if (!Array.isArray(post.pair)) return undefined;
  const between = post.pair.findIndex((item, i) => i > 1 && isObject(item) && isObject(item.Sequence)) - 2;
  return between === 1 || between === 2 ? between : undefined;
}

function isEdge(value: unknown): value is Edge {
  return Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "number";
}

function partOf(json: JsonObject, name: string): JsonObject {
  const part = json[name];
  return isObject(part) ? part : {};
}

function requireType(json: JsonObject, name: string, type: string, file: string): void {
  const found = partOf(json, name).type;
  if (found !== type) throw unsupported(`"${name}" of type ${type}`, found, file);
}

function unsupported(expected: string, found: unknown, file: string): UserError {
  return new UserError(
    `Expected ${expected} in ${file} but found ${
      found ?? "none"
    }. Only BERT's WordPiece (BERT, DistilBERT, MPNet) ` +
      `and GPT-2's byte-level BPE (RoBERTa) can be read; choose an encoder that has one of them.`,
  );
}
