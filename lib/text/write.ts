import path from "node:path";
import { writeAtomically } from "../base/mod.ts";
import { specialTokens } from "./wordpiece.ts";

export interface WriteTokenizerOptions {
  /** Whether texts are lower-cased and their accents stripped; default true. */
  lowerCase?: boolean;
  /** The longest text the encoder takes, in tokens; default 512. */
  maxLength?: number;
}

/**
 * Writes a WordPiece tokenizer as BERT's files: `vocab.txt`, `tokenizer_config.json` and a `tokenizer.json` that
 * `loadTokenizer` and Hugging Face's libraries read alike.
 *
 * @param vocabulary The pieces by id, as `trainWordPiece` gives them.
 */
export async function writeTokenizer(
  folder: string,
  vocabulary: readonly string[],
  options: WriteTokenizerOptions = {},
): Promise<void> {
  const { lowerCase = true, maxLength = 512 } = options;
  const config = {
    tokenizer_class: "BertTokenizer",
    do_lower_case: lowerCase,
    model_max_length: maxLength,
    ...Object.fromEntries(
      specialTokens.map((token) => [`${token.slice(1, -1).toLowerCase()}_token`, token]),
    ),
  };
  const write = (name: string, content: string) => writeAtomically(path.join(folder, name), content);
  await write("vocab.txt", vocabulary.map((piece) => piece + "\n").join(""));
  await write("tokenizer_config.json", JSON.stringify(config, null, 2) + "\n");
  await write("tokenizer.json", JSON.stringify(tokenizerJson(vocabulary, lowerCase), null, 1) + "\n");
}

function tokenizerJson(vocabulary: readonly string[], lowerCase: boolean) {
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  const special = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
  const sequence = (id: string, type_id: number) => ({ Sequence: { id, type_id } });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map((content) => ({
      id: ids.get(content),
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: lowerCase,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [special("[CLS]", 0), sequence("A", 0), special("[SEP]", 0)],
      pair: [
        special("[CLS]", 0),
        sequence("A", 0),
        special("[SEP]", 0),
        sequence("B", 1),
        special("[SEP]", 1),
      ],
      special_tokens: Object.fromEntries(
        ["[CLS]", "[SEP]"].map((token) => [token, { id: token, ids: [ids.get(token)], tokens: [token] }]),
      ),
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(ids),
    },
  };
}
