/** The files that Hugging Face's libraries would write for a tokenizer made here. */
import type { AddedToken } from "./added.ts";
import type { SpecialTokens } from "./special.ts";
import type { TokenizerFiles } from "./tokenizer.ts";
import type { WordOptions } from "./words.ts";

interface Described {
  readonly special: SpecialTokens;
  readonly added: readonly AddedToken[];
}

interface WordPieceDescribed extends Described, WordOptions {
  readonly continuation?: string;
  readonly longestWord?: number;
}

/** `vocab.txt`, `tokenizer_config.json` and `tokenizer.json` of BERT's or MPNet's tokenizer. */
export function wordPieceFiles(vocabulary: readonly string[], options: WordPieceDescribed): TokenizerFiles {
  const { special, added, lowerCase = true, stripAccents, continuation = "##", longestWord = 100 } = options;
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  const isBert = special.cls === "[CLS]";
  const json = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: stripAccents ?? null,
      lowercase: lowerCase,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: isBert ? template(special, ids) : robertaProcessing(special, ids, false),
    decoder: { type: "WordPiece", prefix: continuation, cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: special.unk,
      continuing_subword_prefix: continuation,
      max_input_chars_per_word: longestWord,
      vocab: Object.fromEntries(ids),
    },
  };
  const config = {
    tokenizer_class: isBert ? "BertTokenizer" : "MPNetTokenizer",
    do_lower_case: lowerCase,
    ...(stripAccents === undefined ? {} : { strip_accents: stripAccents }),
    ...namesOf(special),
  };
  return {
    "vocab.txt": vocabulary.map((piece) => piece + "\n").join(""),
    "tokenizer_config.json": JSON.stringify(config, null, 2) + "\n",
    "tokenizer.json": JSON.stringify(json, null, 1) + "\n",
  };
}

interface BytePairDescribed extends Described {
  readonly prefixSpace: boolean;
  readonly ignoreMerges?: boolean;
}

/** `vocab.json`, `merges.txt`, `tokenizer_config.json` and `tokenizer.json` of RoBERTa's tokenizer. */
export function bytePairFiles(
  vocabulary: readonly string[],
  merges: readonly (readonly [string, string])[],
  options: BytePairDescribed,
): TokenizerFiles {
  const { special, added, prefixSpace, ignoreMerges = false } = options;
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  const vocab = Object.fromEntries(ids);
  const json = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: null,
    pre_tokenizer: {
      type: "ByteLevel",
      add_prefix_space: prefixSpace,
      trim_offsets: true,
      use_regex: true,
    },
    post_processor: robertaProcessing(special, ids, prefixSpace),
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: "",
      end_of_word_suffix: "",
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: ignoreMerges,
      vocab,
      merges,
    },
  };
  const config = { tokenizer_class: "RobertaTokenizer", add_prefix_space: prefixSpace, ...namesOf(special) };
  return {
    "vocab.json": JSON.stringify(vocab) + "\n",
    "merges.txt": "#version: 0.2\n" + merges.map(([left, right]) => `${left} ${right}\n`).join(""),
    "tokenizer_config.json": JSON.stringify(config, null, 2) + "\n",
    "tokenizer.json": JSON.stringify(json, null, 1) + "\n",
  };
}

function namesOf({ cls, sep, pad, unk, mask }: SpecialTokens) {
  const edges = cls === "<s>" ? { bos_token: cls, eos_token: sep } : {};
  return { ...edges, pad_token: pad, unk_token: unk, cls_token: cls, sep_token: sep, mask_token: mask };
}

type Ids = ReadonlyMap<string, number>;

function template({ cls, sep }: SpecialTokens, ids: Ids) {
  const special = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
  const sequence = (id: string, type_id: number) => ({ Sequence: { id, type_id } });
  return {
    type: "TemplateProcessing",
    single: [special(cls, 0), sequence("A", 0), special(sep, 0)],
    pair: [special(cls, 0), sequence("A", 0), special(sep, 0), sequence("B", 1), special(sep, 1)],
    special_tokens: Object.fromEntries(
      [cls, sep].map((token) => [token, { id: token, ids: [ids.get(token)], tokens: [token] }]),
    ),
  };
}

function robertaProcessing({ cls, sep }: SpecialTokens, ids: Ids, prefixSpace: boolean) {
  return {
    type: "RobertaProcessing",
    sep: [sep, ids.get(sep)],
    cls: [cls, ids.get(cls)],
    trim_offsets: true,
    add_prefix_space: prefixSpace,
  };
}
