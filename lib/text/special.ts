import { UserError } from "../base/mod.ts";
import { isObject, type JsonObject } from "./json.ts";

/** The tokens that are not part of a text, by their role. */
export interface SpecialTokens {
  /** The first token of every text. */
  readonly cls: string;
  /** The last token of every text. */
  readonly sep: string;
  readonly pad: string;
  readonly unk: string;
  readonly mask: string;
}

/** Of BERT and DistilBERT. */
export const bertSpecial: SpecialTokens = {
  pad: "[PAD]",
  unk: "[UNK]",
  cls: "[CLS]",
  sep: "[SEP]",
  mask: "[MASK]",
};

/** Of RoBERTa. */
export const robertaSpecial: SpecialTokens = {
  cls: "<s>",
  pad: "<pad>",
  sep: "</s>",
  unk: "<unk>",
  mask: "<mask>",
};

/** Of MPNet: RoBERTa's, with BERT's unknown. */
export const mpnetSpecial: SpecialTokens = { ...robertaSpecial, unk: "[UNK]" };

/** The special tokens of BERT, in the order in which the project's own vocabularies start. */
export const specialTokens: readonly string[] = Object.values(bertSpecial);

/**
 * The ids of special tokens.
 *
 * @param source Where the vocabulary came from, for the error message.
 * @throws UserError where the vocabulary lacks one.
 */
export function idsOfSpecial(special: SpecialTokens, vocabulary: readonly string[], source: string) {
  const idOf = (token: string) => {
    const id = vocabulary.indexOf(token);
    if (id >= 0) return id;
    throw new UserError(
      `Expected the special token ${token} in ${source}, but its ${vocabulary.length} entries lack it. ` +
        `A tokenizer of this kind needs ${Object.values(special).join(" ")}.`,
    );
  };
  return {
    padId: idOf(special.pad),
    unkId: idOf(special.unk),
    clsId: idOf(special.cls),
    sepId: idOf(special.sep),
    maskId: idOf(special.mask),
  };
}

/**
 * The special tokens that a `tokenizer_config.json` names.
 *
 * @param config Its content: `cls_token` and so on, as strings or as objects with `content`.
 * @param others The tokens for roles that it does not name.
 */
export function specialOfConfig(config: JsonObject, others: SpecialTokens): SpecialTokens {
  const named = Object.entries(others).map(([role, other]) => {
    const token = config[`${role}_token`];
    const name = isObject(token) ? token.content : token;
    return [role, typeof name === "string" ? name : other];
  });
  return Object.fromEntries(named);
}
